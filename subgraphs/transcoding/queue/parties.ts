import type { Scope } from '../../../kit/scope/scope';

/**
 * Whose turn it is: start-time fair queueing. Each party (an organisation, or a person without one) counts the turns it
 * has had, and the one with the fewest goes first. Who comes back after a pause starts where the others are, so that a
 * pause saves nothing up.
 */
export class Parties {
  constructor(private readonly scope: Scope) {}

  /** Before a party's new job is stored. */
  async join(party: string): Promise<void> {
    await this.scope.db.query(JOIN, [party]);
  }

  /** A task of the party begins. */
  async serve(party: string): Promise<void> {
    await this.scope.db.query(SERVE, [party]);
  }
}

/** The turn that the party which was served last had: where the queue stands. */
const STANDS = `(SELECT coalesce(max(served), 0) FROM transcode_party)`;

const JOIN = `
  INSERT INTO transcode_party (party, served) VALUES ($1, greatest(${STANDS} - 1, 0))
  ON CONFLICT (party) DO UPDATE SET served = greatest(transcode_party.served, excluded.served)
   WHERE NOT EXISTS (SELECT FROM transcode_job WHERE party = $1 AND ended_at IS NULL)`;

const SERVE = `
  INSERT INTO transcode_party (party, served) VALUES ($1, ${STANDS} + 1)
  ON CONFLICT (party) DO UPDATE SET served = transcode_party.served + 1`;
