import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the run, which is removed at its end. Jest's workers get no other way to be told. */
function runFolder(): string {
  const folder = process.env['LYCEUM_TEST_FOLDER'];
  if (!folder) throw new Error('No folder for tests: run them by jest with the project configuration.');
  return folder;
}

/** A text that takes long to make: the first spec file of a run that wants it, from these inputs, makes it for all of them. */
export function oncePerRun(inputs: readonly unknown[], make: () => string): string {
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  const file = join(runFolder(), hash);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const text = make();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  return text;
}
