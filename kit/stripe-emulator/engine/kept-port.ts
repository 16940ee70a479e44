import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The port of the last start: addresses of pages that were given out then still lead to it. 0 where there is none. */
export function portOf(folder: string | undefined): number {
  const file = folder === undefined ? null : join(folder, 'port');
  return file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

export function keepPort(folder: string | undefined, port: number): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'port'), String(port));
}
