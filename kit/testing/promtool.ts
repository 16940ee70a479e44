import { execFile } from 'node:child_process';
import { describeWith, findProgram } from './needs';

/** Where this machine keeps Prometheus' promtool, if it has one. */
const findPromtool = (): string | undefined => findProgram('promtool');

export interface Checked {
  readonly isFine: boolean;
  /** What it says on both channels. */
  readonly output: string;
}

/** Runs promtool to its end. */
export function promtool(...args: string[]): Promise<Checked> {
  const program = findPromtool();
  if (!program) throw new Error('No promtool here: apt-get install prometheus.');
  return new Promise((resolve) =>
    execFile(program, args, (error, stdout, stderr) => resolve({ isFine: error === null, output: stdout + stderr })),
  );
}

/** `describe` for what needs promtool. */
export function describeWithPromtool(name: string, run: () => void): void {
  describeWith({ what: 'promtool (apt-get install prometheus)', isHere: findPromtool() !== undefined }, name, run);
}
