import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether everything is to be run: nothing skipped, and long runs in full. Jest's workers get no other way to be told. */
export const runsAll = process.env.LYCEUM_TEST_ALL === '1';

/** Where a program is: in one of the folders, else on the PATH; undefined where it is nowhere. */
export function findProgram(name: string, ...folders: readonly string[]): string | undefined {
  return [...folders, ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

export interface Need {
  /** What it is called, and how to get it. */
  readonly what: string;
  readonly isHere: boolean;
}

/** `describe` for what this machine may lack: skipped with one line then, unless LYCEUM_TEST_ALL=1 wants it to fail. */
export function describeWith({ what, isHere }: Need, name: string, run: () => void): void {
  if (isHere || runsAll) return describe(name, run);
  process.stderr.write(`Skipped, no ${what} here (LYCEUM_TEST_ALL=1 makes it fail): ${name}\n`);
  return describe.skip(name, run);
}
