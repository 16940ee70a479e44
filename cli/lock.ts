import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../kit/process/is-alive';
import { UsageError } from './usage-error';

/** One `lyceum dev` per data folder. @throws UsageError naming the process that holds it. */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'pid');
  const holder = holderOf(folder);
  if (holder !== null)
    throw new UsageError(
      `Lyceum already runs on ${folder} as process ${holder}. Stop it, or set LYCEUM_DATA to another folder.`,
    );
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** The process that works on a data folder, if it lives. */
export function holderOf(folder: string): number | null {
  const file = join(folder, 'pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8'));
  return pid !== process.pid && isAlive(pid) ? pid : null;
}
