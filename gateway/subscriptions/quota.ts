export type Exceeded = 'total' | 'user';

/** Counts what is in use: of everyone together, and of each. */
export class Quota {
  private readonly held = new Map<string, number>();
  private used = 0;

  constructor(readonly limits: Readonly<Record<Exceeded, number>>) {}

  get total(): number {
    return this.used;
  }

  /** Takes one, or says which limit forbids it. */
  take(holder: string): Exceeded | null {
    const held = this.held.get(holder) ?? 0;
    if (this.used >= this.limits.total) return 'total';
    if (held >= this.limits.user) return 'user';
    this.held.set(holder, held + 1);
    this.used += 1;
    return null;
  }

  giveBack(holder: string): void {
    const held = this.held.get(holder) ?? 0;
    if (held > 1) this.held.set(holder, held - 1);
    else this.held.delete(holder);
    this.used -= 1;
  }
}
