import type { Scope } from '../../../kit/scope/scope';

/** Days by which one side may be earlier than the other: what lies at the edge is looked for there too. */
const margin = '3 days';

/** Compares what the provider moved with what the ledger has on `provider:clearing`, cause by cause and currency by currency. */
export async function compare(tx: Scope, since: Date, until: Date): Promise<void> {
  const now = tx.clock.now();
  await tx.db.query(`SET LOCAL statement_timeout = '10min'`);
  const found = await tx.db.query<Found[]>(FIND, [since, until]);
  for (const { reason, what, movement, kind, cause, ledger, provider, at, ...one } of found.slice(0, most)) {
    const [id, about] = [tx.ids.next(), [reason, what, movement, kind, cause]];
    await tx.db.query(KEEP, [id, ...about, one.currency, ledger, provider, at, now, one.providerCurrency]);
  }
  await tx.db.query(RESOLVE, [since, until, now, found.map(({ what, currency }) => `${what} ${currency}`)]);
  if (found.length > 0) tx.log.warn({ differences: found.length }, 'the ledger and the provider do not agree');
}

/** More say nothing more: something is wrong with all of them. */
const most = 5_000;

interface Found {
  readonly reason: string;
  readonly what: string;
  readonly movement: string | null;
  readonly kind: string | null;
  readonly cause: string | null;
  readonly currency: string;
  readonly ledger: string;
  readonly provider: string;
  readonly providerCurrency: string;
  readonly at: Date;
}

/** Which cause of the ledger a movement belongs to, and what both sides say of it; what is settled in another currency is one line. A refund that failed and was asked for again is one cause for both sides. */
const DIFFERENCES = `
  moved AS (
    SELECT movement.id, movement.currency, movement.minor, movement.at,
           CASE
             WHEN type IN ('charge', 'payment') THEN
               CASE WHEN subscribed.id IS NOT NULL THEN 'SUBSCRIPTION' WHEN unexpected.id IS NULL THEN 'SALE' ELSE 'UNEXPECTED' END
             WHEN type IN ('refund', 'payment_refund') THEN 'REFUND'
             WHEN type IN ('refund_failure', 'payment_failure_refund') THEN 'REFUND_FAILED'
             WHEN type = 'adjustment' THEN CASE WHEN movement.minor < 0 THEN 'DISPUTE' ELSE 'DISPUTE_WON' END
             WHEN type = 'transfer' THEN 'PAYOUT'
             WHEN type IN ('transfer_refund', 'transfer_cancel') THEN 'PAYOUT_REVERSED'
           END AS kind,
           coalesce(unexpected.cause_id, payment.order_id::text, subscribed.id::text, refund.id::text, payout.id::text, dispute.id::text,
                    movement.payout_id, movement.source_id) AS cause
      FROM provider_movement movement
      LEFT JOIN payment ON payment.charge_id = movement.source_id
      LEFT JOIN subscription_charge subscribed ON subscribed.charge_id = movement.source_id
      LEFT JOIN ledger_transaction unexpected ON (unexpected.cause_kind, unexpected.cause_id) = ('UNEXPECTED', payment.id::text)
      LEFT JOIN refund ON refund.provider_id = movement.source_id
      LEFT JOIN payout ON payout.transfer_id = movement.source_id
      LEFT JOIN dispute ON dispute.provider_id = movement.source_id
     WHERE movement.at >= $1::timestamptz - interval '${margin}' AND movement.at < $2::timestamptz + interval '${margin}'
       AND movement.minor <> 0
       AND type NOT IN ('stripe_fee', 'stripe_fx_fee', 'network_cost', 'tax_fee', 'payout', 'payout_cancel', 'payout_failure', 'topup')
  ),
  provider AS (
    SELECT coalesce(kind || ' ' || cause, 'movement ' || id) AS what, kind, cause, currency, sum(minor) AS minor, min(at) AS at,
           min(id) AS movement
      FROM moved GROUP BY 1, 2, 3, 4
  ),
  ledger AS (
    SELECT cause_kind || ' ' || split_part(cause_id, '#', 1) AS what, cause_kind AS kind, split_part(cause_id, '#', 1) AS cause,
           entry.currency, sum(minor) AS minor, min(entry.at) AS at
      FROM ledger_entry entry JOIN ledger_transaction transaction ON transaction.id = entry.transaction_id
     WHERE account = 'provider:clearing' AND cause_kind NOT IN ('FEE', 'SETTLEMENT')
       AND entry.at >= $1::timestamptz - interval '${margin}' AND entry.at < $2::timestamptz + interval '${margin}'
     GROUP BY 1, 2, 3, 4
  ),
  difference AS (
    SELECT CASE WHEN ledger.what IS NULL THEN 'UNKNOWN_MOVEMENT' WHEN provider.what IS NULL THEN 'MISSING_AT_PROVIDER'
                ELSE 'AMOUNT_DIFFERS' END AS reason,
           what, currency, provider.movement, coalesce(ledger.kind, provider.kind) AS kind,
           coalesce(ledger.cause, provider.cause) AS cause, coalesce(ledger.minor, 0) AS ledger_minor,
           coalesce(provider.minor, 0) AS provider_minor, coalesce(ledger.at, provider.at) AS at
      FROM ledger FULL JOIN provider USING (what, currency)
     WHERE ledger.minor IS DISTINCT FROM provider.minor
       AND coalesce(ledger.at, provider.at) >= $1 AND coalesce(ledger.at, provider.at) < $2
  ),
  sided AS (SELECT difference.*, count(*) OVER (PARTITION BY what) AS sides FROM difference),
  settled AS (
    SELECT ours.what, ours.currency, theirs.currency AS provider_currency, theirs.movement, theirs.provider_minor
      FROM sided ours JOIN sided theirs USING (what)
     WHERE ours.sides = 2 AND ours.reason = 'MISSING_AT_PROVIDER' AND theirs.reason = 'UNKNOWN_MOVEMENT'
       AND sign(ours.ledger_minor) = sign(theirs.provider_minor)
  ),
  explained AS (
    SELECT CASE WHEN settled.what IS NULL THEN reason ELSE 'OTHER_CURRENCY' END AS reason, what, difference.currency, kind, cause,
           coalesce(settled.movement, difference.movement) AS movement, ledger_minor,
           coalesce(settled.provider_minor, difference.provider_minor) AS provider_minor,
           coalesce(settled.provider_currency, difference.currency) AS provider_currency, at
      FROM difference LEFT JOIN settled USING (what)
     WHERE settled.what IS NULL OR settled.currency = difference.currency
  )`;
const FIND = `WITH ${DIFFERENCES}
  SELECT reason, what, movement, kind, cause, currency, ledger_minor::text AS ledger, provider_minor::text AS provider,
         provider_currency AS "providerCurrency", at
    FROM explained ORDER BY at, what`;
const KEEP = `
  INSERT INTO reconciliation_difference (id, reason, what, movement_id, cause_kind, cause_id, currency, ledger_minor,
    provider_minor, at, found_at, seen_at, provider_currency)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
  ON CONFLICT (what, currency) DO UPDATE SET reason = excluded.reason, movement_id = excluded.movement_id,
    ledger_minor = excluded.ledger_minor, provider_minor = excluded.provider_minor,
    provider_currency = excluded.provider_currency, seen_at = excluded.seen_at, resolved_at = NULL`;
/** What was not found again is settled. */
const RESOLVE = `
  UPDATE reconciliation_difference SET resolved_at = $3
   WHERE resolved_at IS NULL AND at >= $1 AND at < $2 AND NOT what || ' ' || currency = ANY($4)`;
