import { registerEnumType } from 'type-graphql';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';

/** Why nothing is sent to an address any more. */
export enum SuppressionReason {
  BOUNCE = 'BOUNCE',
  COMPLAINT = 'COMPLAINT',
  STOP = 'STOP',
}

registerEnumType(SuppressionReason, {
  name: 'SuppressionReason',
  description: 'Why nothing is sent to an address any more.',
  valuesConfig: {
    BOUNCE: { description: 'What was sent there came back, for good.' },
    COMPLAINT: { description: 'Whoever has it called what came there unwanted.' },
    STOP: { description: 'Whoever has the number answered STOP.' },
  },
});

/** E-mail addresses and numbers to which nothing is sent any more. Kept as marks, which tell nobody an address. */
export class Suppressions {
  /** By address. */
  readonly reasons: Loader<string, SuppressionReason | null>;

  constructor(private readonly scope: Scope) {
    this.reasons = loadWith<SuppressionReason | null>(async (addresses) => {
      const addressOf = new Map(addresses.map((address) => [this.mark(address), address]));
      const rows = await scope.db.query<{ mark: string; reason: SuppressionReason }[]>(REASONS, [
        [...addressOf.keys()],
      ]);
      const found = new Map(rows.map(({ mark, reason }) => [mark, reason]));
      return new Map(addresses.map((address) => [address, found.get(this.mark(address)) ?? null]));
    }, null);
  }

  async has(address: string): Promise<boolean> {
    return (await this.reasons.load(address)) !== null;
  }

  /** The first reason stays. */
  async add(address: string, reason: SuppressionReason): Promise<void> {
    const sql = 'INSERT INTO suppression (mark, reason, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    await this.scope.db.query(sql, [this.mark(address), reason, this.scope.clock.now()]);
  }

  /** Something may be sent there again. Says whether there was anything to lift. */
  async lift(address: string): Promise<boolean> {
    const sql = 'WITH gone AS (DELETE FROM suppression WHERE mark = $1 RETURNING mark) SELECT mark FROM gone';
    return (await this.scope.db.query<unknown[]>(sql, [this.mark(address)])).length > 0;
  }

  private mark(address: string): string {
    return this.scope.secrets.mac('suppression', address.toLowerCase());
  }
}

const REASONS = 'SELECT mark, reason FROM suppression WHERE mark = ANY($1::text[])';
