/** The only source of delays, beside `Clock` for dates. */
export interface Timers {
  /** Milliseconds since some moment; they only grow. */
  now(): number;
  /** Does the work once, after so many milliseconds; the function it returns calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
