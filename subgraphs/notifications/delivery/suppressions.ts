import type { Scope } from '../../../kit/scope/scope';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

/** Addresses to which nothing is sent any more. Kept as marks, which tell nobody an address. */
export class Suppressions {
  constructor(private readonly scope: Scope) {}

  async has(email: string): Promise<boolean> {
    const rows = await this.scope.db.query<unknown[]>('SELECT FROM suppression WHERE mark = $1', [this.mark(email)]);
    return rows.length > 0;
  }

  /** The first reason stays. */
  async add(email: string, reason: SuppressionReason): Promise<void> {
    const sql = 'INSERT INTO suppression (mark, reason, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    await this.scope.db.query(sql, [this.mark(email), reason, this.scope.clock.now()]);
  }

  private mark(email: string): string {
    return this.scope.secrets.mac('suppression', email.toLowerCase());
  }
}
