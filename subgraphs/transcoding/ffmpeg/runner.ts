import { spawn } from 'node:child_process';
import type { Wrappers } from './binaries';
import { ENVIRONMENT } from './environment';
import { outcomeOf } from './outcome';
import type { ProcessLimits } from './guard';
import { TranscodeError } from './reason';

export interface Run {
  readonly program: string;
  readonly args: readonly string[];
  readonly limits: ProcessLimits;
  readonly wrappers: Wrappers;
  readonly cwd?: string;
  readonly onOutput?: (chunk: Buffer) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Characters of the error output that are kept: its end says why. */
const KEPT = 8000;

/** The program with all that it runs under, as one command. */
export function commandOf({ program, args, limits, wrappers }: Run): [string, ...string[]] {
  const { setpriv, prlimit, nice } = wrappers;
  const cpu = `${limits.cpu}:${limits.cpu + 10}`;
  return [
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []),
    ...(prlimit
      ? [prlimit, `--as=${limits.memory}`, `--cpu=${cpu}`, `--fsize=${limits.fileBytes}`, '--core=0', '--']
      : []),
    ...(nice ? [nice, '-n', '10', '--'] : []),
    program,
    ...args,
  ] as [string, ...string[]];
}

/**
 * Runs a program to its end. When the signal aborts or time is up, its whole process group is killed: what it has written
 * is thrown away, so that there is nothing for it to end in good order. This returns only when it is gone.
 * @returns the end of its error output @throws TranscodeError
 */
export function run(task: Run): Promise<string> {
  if (task.signal?.aborted) return Promise.reject(new TranscodeError('CANCELLED'));
  return new Promise((resolve, reject) => {
    const [command, ...args] = commandOf(task);
    const started = Date.now();
    let stderr = '';
    let ending: 'CANCELLED' | 'TIMED_OUT' | null = null;
    const child = spawn(command, args, {
      cwd: task.cwd,
      env: ENVIRONMENT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (why: 'CANCELLED' | 'TIMED_OUT'): void => {
      if (ending) return;
      ending = why;
      killGroup(child.pid);
    };
    const cancel = (): void => end('CANCELLED');
    const timer = setTimeout(() => end('TIMED_OUT'), task.limits.time * 1000);
    task.signal?.addEventListener('abort', cancel, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      task.signal?.removeEventListener('abort', cancel);
    };
    child.stdout.on('data', (chunk: Buffer) => task.onOutput?.(chunk));
    child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString('utf8')).slice(-KEPT)));
    child.once('error', (cause) => {
      settle();
      reject(new TranscodeError('TOOLS_MISSING', String(cause), { cause }));
    });
    child.once('close', (code, signal) => {
      settle();
      const seconds = (Date.now() - started) / 1000;
      const reason = outcomeOf({ code, signal, stderr, ending, seconds, cpu: task.limits.cpu });
      if (reason === null) return resolve(stderr);
      reject(new TranscodeError(reason, `${task.program} ended with ${signal ?? code}: ${stderr.trim()}`));
    });
  });
}

/** The child leads a group of its own, so that what it started goes with it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
