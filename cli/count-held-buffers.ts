import { setFlagsFromString } from 'node:v8';

/** The first V8 that has it as its only way, and no flag for it. */
const settled = [14, 8] as const;

/**
 * Collects garbage by what buffers hold. V8 before 14.8 goes through its whole heap whenever 64 MB of buffers were made,
 * though all of them be gone: each 30 segments of a video, or parts of an upload (ADR 040). Imported before anything else.
 */
export function countHeldBuffers(version = process.versions.v8): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSettled = major > settled[0] || (major === settled[0] && minor >= settled[1]);
  if (!isSettled) setFlagsFromString('--external-memory-accounted-in-global-limit');
  return !isSettled;
}

countHeldBuffers();
