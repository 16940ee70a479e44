import type { EntityManager } from 'typeorm';

/** How often an API key ran a document in one day. */
export interface DocumentUse {
  /** As ISO 8601 writes days, in UTC. */
  readonly day: string;
  /** Id of the key. */
  readonly key: string;
  /** Id of the document. */
  readonly document: string;
  readonly runs: number;
  /** Runs whose answer had errors. */
  readonly errors: number;
  /** Of all runs together. */
  readonly cost: number;
}

/** Uses that are written together, or not at all. */
export interface UseBatch {
  /** Id of the process that counted. */
  readonly writer: string;
  /** Counts up from 1 within its writer. */
  readonly number: number;
  readonly uses: readonly DocumentUse[];
}

export type NamedUse = DocumentUse & { readonly name: string | null; readonly version: number | null };

/**
 * Adds a batch to what is there, within the transaction that the manager is for. A batch that was added before, though
 * its writer never heard of it, changes nothing.
 */
export async function addUses(manager: EntityManager, { writer, number, uses }: UseBatch, at: Date): Promise<void> {
  const added = await manager.query<unknown[]>(NOTE_BATCH, [writer, number, at]);
  if (added.length === 0) return;
  const columns = (['day', 'key', 'document', 'runs', 'errors', 'cost'] as const).map((name) =>
    uses.map((use) => use[name]),
  );
  await manager.query(ADD, columns);
}

/** From a day on, the latest first. */
export function usesSince(manager: EntityManager, day: string): Promise<NamedUse[]> {
  return manager.query(SINCE, [day]);
}

const NOTE_BATCH = `
  INSERT INTO document_use_writer AS writer (id, batch, written_at) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, written_at = excluded.written_at
   WHERE writer.batch < excluded.batch
  RETURNING id`;

/** In one order, so that two gateways cannot wait for each other's rows. */
const ADD = `
  INSERT INTO document_use AS known (day, key_id, document_id, runs, errors, cost)
  SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::double precision[])
   ORDER BY 1, 2, 3
  ON CONFLICT (day, key_id, document_id) DO UPDATE
     SET runs = known.runs + excluded.runs, errors = known.errors + excluded.errors, cost = known.cost + excluded.cost`;

const SINCE = `
  SELECT to_char(day, 'YYYY-MM-DD') AS day, key_id AS key, document_id AS document, name, version,
         runs::double precision AS runs, errors::double precision AS errors, cost
    FROM document_use LEFT JOIN document ON document.id = document_id
   WHERE day >= $1::date
   ORDER BY day DESC, runs DESC, key_id, document_id`;
