import { readdirSync, readlinkSync } from 'node:fs';

/** Processes of this machine that work in a folder with this in its name. */
export function processesBelow(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => workingFolder(pid).includes(name))
    .map(Number);
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Stops processes where they are: from now on they end only where somebody kills them. False where one had ended by itself. */
export function holdStill(pids: readonly number[]): boolean {
  try {
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return pids.length > 0;
  } catch {
    return false;
  }
}
