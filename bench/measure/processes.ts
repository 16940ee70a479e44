import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const tick = 10;

/** A process and all that it started, cluster workers for example. */
export function processTree(pid: number): number[] {
  const tasks = unlessGone(() => readdirSync(`/proc/${pid}/task`), []);
  const children = tasks.flatMap((task) =>
    unlessGone(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'), '')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(processTree)];
}

/** Milliseconds of processor time, of all threads together, in user and kernel mode (proc_pid_stat(5): utime, stime). */
export function cpuTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
    return stat === '' ? sum : sum + timesIn(stat, 11);
  }, 0);
}

/** The same of all programs that this process has started, with those that they started, and that have ended (cutime, cstime). */
export const endedTime = (): number => timesIn(readFileSync('/proc/self/stat', 'utf8'), 13);

/** Two times, of which the first is so many fields after the name, which may have spaces. */
function timesIn(stat: string, at: number): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[at]) + Number(fields[at + 1])) * tick;
}

/** Bytes of memory that the process holds (VmRSS). */
export function residentBytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

export function mapsLibrary(pid: number, name: string): boolean {
  return unlessGone(() => readFileSync(`/proc/${pid}/maps`, 'utf8'), '').includes(name);
}

/** Threads and helpers of a server may end while it is looked at. */
function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return otherwise;
    throw error;
  }
}
