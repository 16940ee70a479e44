import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folders in which the machine keeps programs. */
export function programFolders(): readonly string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** The user's folder for what can be fetched again (XDG Base Directory Specification; macOS has its own). */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'lyceum');
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Caches', 'lyceum')
    : join(homedir(), '.cache', 'lyceum');
}
