/** What goes wrong with the next requests that fit. */
export interface Fault {
  readonly method?: string;
  /** Beginning of the path: `/v1/payment_intents`. */
  readonly path?: string;
  /**
   * `before`: it is refused with the status and nothing happens. `after`: it happens, and its answer is lost. `slow`: it
   * happens, and its answer comes after `milliseconds`.
   */
  readonly how: 'before' | 'after' | 'slow';
  /** 500 unless told. */
  readonly status?: number;
  readonly milliseconds?: number;
  /** How many requests; 1 unless told. */
  readonly times?: number;
}

/** Faults that were ordered and have not happened yet. */
export class Faults {
  private waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  next(method: string, path: string): Fault | null {
    const found = this.waiting.find(
      ({ fault }) => (fault.method ?? method) === method && path.startsWith(fault.path ?? ''),
    );
    if (!found) return null;
    found.left -= 1;
    if (found.left === 0) this.waiting = this.waiting.filter((entry) => entry !== found);
    return found.fault;
  }
}
