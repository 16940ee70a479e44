import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where this machine keeps Prometheus' promtool, if it has one. */
export const findPromtool = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'promtool'))
    .find((file) => existsSync(file));

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

/** `describe` for what needs promtool: skipped with one line where there is none, unless LYCEUM_TEST_ALL=1 wants it to fail. */
export function describeWithPromtool(name: string, run: () => void): void {
  if (findPromtool() || process.env.LYCEUM_TEST_ALL === '1') return describe(name, run);
  process.stderr.write(
    `Skipped, no promtool here (apt-get install prometheus; LYCEUM_TEST_ALL=1 makes it fail): ${name}\n`,
  );
  return describe.skip(name, run);
}
