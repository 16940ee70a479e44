import { residentBytes } from './processes';

/** Milliseconds between two looks. */
const interval = 20;

export interface Memory {
  /** Bytes of each process. */
  readonly before: readonly number[];
  readonly peak: readonly number[];
}

/** The most memory that each process holds while the work goes on. */
export async function peakMemory<T>(pids: readonly number[], work: () => Promise<T>): Promise<Memory & { result: T }> {
  const before = pids.map(residentBytes);
  const peak = [...before];
  const looking = setInterval(() => {
    for (const [index, pid] of pids.entries()) peak[index] = Math.max(peak[index]!, residentBytes(pid));
  }, interval);
  try {
    return { result: await work(), before, peak };
  } finally {
    clearInterval(looking);
  }
}
