/** Number and time of an event, in its text, so that a client reads them without parsing. The clock is that of the machine. */
export const marked = (event: number): string => `#${event}@${process.hrtime.bigint()};`;

const mark = /#(\d+)@(\d+);/;

export interface Mark {
  readonly event: number;
  /** Nanoseconds, as process.hrtime tells them. */
  readonly at: bigint;
}

export function markIn(text: string): Mark | null {
  const [, event, at] = mark.exec(text) ?? [];
  return event && at ? { event: Number(event), at: BigInt(at) } : null;
}
