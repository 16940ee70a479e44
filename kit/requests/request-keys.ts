import { createHash } from 'node:crypto';
import { kitErrors } from '../errors/kit-errors';
import { onBehalfOf } from '../identity/signed-in';
import { defineCron } from '../jobs/job';
import type { Scope } from '../scope/scope';

export interface Keyed {
  readonly idempotencyKey?: string | null;
}

interface Work<T, R> {
  readonly run: () => Promise<T>;
  /** What to remember of an outcome; null where nothing was done, so that the key stays free. */
  readonly remember: (outcome: T) => R | null;
  readonly recall: (result: R) => Promise<T>;
}

/** Makes a repeated mutation answer what the first one did. */
export class RequestKeys {
  constructor(private readonly tx: Scope) {}

  /** @throws IDEMPOTENCY_KEY_REUSED when the key came with another input before. */
  async once<T, R>(
    name: string,
    { idempotencyKey, ...input }: Keyed & object,
    { run, remember, recall }: Work<T, R>,
  ): Promise<T> {
    if (!idempotencyKey) return run();
    const { viewer } = this.tx;
    const userId = onBehalfOf(viewer);
    // A person's requests and those of their programs do not know of one another.
    const operation = viewer.id === null ? `${name} by key` : name;
    const hash = createHash('sha256').update(canonical(input)).digest('base64url');
    const isNew = await this.tx.db.query<unknown[]>(CLAIM, [
      userId,
      operation,
      idempotencyKey,
      hash,
      this.tx.clock.now(),
    ]);
    if (isNew.length === 0) return recall((await this.known(userId, operation, idempotencyKey, hash)) as R);
    const outcome = await run();
    const result = remember(outcome);
    if (result === null) await this.tx.db.query(FORGET, [userId, operation, idempotencyKey]);
    else await this.tx.db.query(REMEMBER, [userId, operation, idempotencyKey, JSON.stringify(result)]);
    return outcome;
  }

  private async known(userId: string, operation: string, key: string, hash: string): Promise<unknown> {
    const [row] = await this.tx.db.query<{ hash: string; result: unknown }[]>(KNOWN, [userId, operation, key]);
    if (row?.hash !== hash) throw kitErrors.IDEMPOTENCY_KEY_REUSED();
    return row.result;
  }
}

/** The same text for the same input, in whatever order its fields came. */
function canonical(input: object): string {
  return JSON.stringify(input, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

/** A client that repeats a request does so within hours. */
export const forgetRequestKeys = defineCron('forget_request_keys', '17 3 * * *', async (scope) => {
  await scope.db.query(`DELETE FROM request_key WHERE created_at < $1`, [
    new Date(scope.clock.now().getTime() - 7 * 86_400_000),
  ]);
});

const CLAIM = `
  INSERT INTO request_key (user_id, operation, key, hash, created_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING key`;
const KNOWN = `SELECT hash, result FROM request_key WHERE user_id = $1 AND operation = $2 AND key = $3`;
const REMEMBER = `UPDATE request_key SET result = $4::jsonb WHERE user_id = $1 AND operation = $2 AND key = $3`;
const FORGET = `DELETE FROM request_key WHERE user_id = $1 AND operation = $2 AND key = $3`;
