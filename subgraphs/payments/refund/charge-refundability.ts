import type { Scope } from '../../../kit/scope/scope';
import { paymentsErrors } from '../payments.errors';

interface RefundableCharge {
  /** What is not back, nor on its way back. What was paid beyond the invoice is the subscriber's credit with the provider. */
  readonly left: bigint;
  /** Whether the subscriber's bank holds the money back. */
  readonly isDisputed: boolean;
}

/** What of payments for subscriptions can go back. The subscription is locked by whoever decides by it. */
export class ChargeRefundability {
  constructor(private readonly tx: Scope) {}

  /** @throws INVOICE_DISPUTED: the provider refuses to give back what a bank has taken */
  async left(chargeId: string): Promise<bigint> {
    const { left, isDisputed } = await this.of(chargeId);
    if (isDisputed) throw paymentsErrors.INVOICE_DISPUTED();
    return left;
  }

  /** @throws INVOICE_DISPUTED, REFUND_TASK_OVERTAKEN where so much is not left any more */
  async require(chargeId: string, minor: bigint): Promise<void> {
    if (minor > (await this.left(chargeId))) throw paymentsErrors.REFUND_TASK_OVERTAKEN();
  }

  private async of(chargeId: string): Promise<RefundableCharge> {
    const [row] = await this.tx.db.query<{ left: string; isDisputed: boolean }[]>(FACTS, [chargeId]);
    const left = BigInt(row?.left ?? 0);
    return { left: left > 0n ? left : 0n, isDisputed: row?.isDisputed ?? false };
  }
}

/**
 * A refund that never succeeded gave nothing; one that came back from the bank counts until it is tried again: its money is
 * owed by the task. What was paid without a payment at the provider cannot be given back there.
 */
const FACTS = `
  SELECT CASE WHEN payment_id IS NULL THEN 0 ELSE least(paid_minor, total_minor) END - asked.minor - lost.minor AS left,
         EXISTS (SELECT FROM dispute WHERE charge_id = charge.id AND state IN ('NEEDS_RESPONSE', 'UNDER_REVIEW')) AS "isDisputed"
    FROM subscription_charge charge
   CROSS JOIN LATERAL (SELECT coalesce(sum(minor), 0) AS minor FROM refund WHERE charge_id = charge.id
      AND (state <> 'FAILED' OR (succeeded_at IS NOT NULL AND resolution IS DISTINCT FROM 'RETRIED'))) asked
   CROSS JOIN LATERAL (SELECT coalesce(sum(minor), 0) AS minor FROM dispute WHERE charge_id = charge.id AND state = 'LOST') lost
   WHERE charge.id = $1`;
