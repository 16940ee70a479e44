import { loadWith, type Loader } from '../../../kit/database/loaders';
import { daysBefore } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import type { OrderLineState } from '../order/order-line.states';
import { decideRefund, type RefundDecision } from './refund.rules';

export interface Refundable extends RefundDecision {
  /** What of the line is not back, nor on its way back. */
  readonly left: bigint;
  /** Whether all of its money is on its way back, or there. */
  readonly isGoingBack: boolean;
  /** Whether the buyer's bank holds the money back. */
  readonly isDisputed: boolean;
}

/** What a buyer may have back of order lines. All lines of a tick cost one statement. */
export class Refundability {
  readonly ofLine: Loader<string, Refundable | null>;

  constructor(private readonly scope: Scope) {
    this.ofLine = loadWith<Refundable | null>((lineIds) => this.of(lineIds), null);
  }

  /** As it is now: inside a transaction, with what that has written. */
  async of(lineIds: readonly string[]): Promise<ReadonlyMap<string, Refundable>> {
    const { db, config, clock } = this.scope;
    const now = clock.now();
    const rows = await db.query<FactsRow[]>(FACTS, [lineIds, daysBefore(now, 365)]);
    const limits = {
      windowDays: config.REFUND_WINDOW_DAYS,
      consumed: config.REFUND_MAX_CONSUMED,
      perYear: config.REFUNDS_PER_YEAR,
    };
    return new Map(
      rows.map(({ id, gross: whole, asked, ...facts }) => {
        const gross = BigInt(whole);
        const left = gross - BigInt(asked);
        const { isDisputed } = facts;
        const isGoingBack = gross > 0n && left <= 0n;
        return [id, { ...decideRefund({ ...facts, gross, left }, limits, now), left, isGoingBack, isDisputed }];
      }),
    );
  }
}

interface FactsRow {
  readonly id: string;
  readonly state: OrderLineState;
  readonly paidAt: Date | null;
  readonly buyerId: string;
  readonly recipientId: string | null;
  readonly gross: string;
  readonly asked: string;
  readonly isDisputed: boolean;
  readonly requiredLessons: number;
  readonly completedLessons: number;
  readonly refundsBefore: number;
}

/**
 * What went back, or is on its way. A refund that never succeeded gave nothing; one that came back from the bank counts until
 * it is tried again: its money is owed by the task, not by the line.
 */
const FACTS = `
  SELECT line.id, line.state, paid_at AS "paidAt", line.buyer_id AS "buyerId", line.recipient_id AS "recipientId",
         line.gross_minor AS gross, asked.minor AS asked, before.refunds AS "refundsBefore",
         EXISTS (SELECT FROM dispute WHERE dispute.order_id = line.order_id
           AND dispute.state IN ('NEEDS_RESPONSE', 'UNDER_REVIEW')) AS "isDisputed",
         coalesce(cardinality(required_lesson_ids), 0) AS "requiredLessons", learned.lessons AS "completedLessons"
    FROM order_line line JOIN customer_order ON customer_order.id = line.order_id
    LEFT JOIN curriculum ON curriculum.course_id = line.course_id
   CROSS JOIN LATERAL (SELECT coalesce(sum(refund_line.minor), 0) AS minor FROM refund_line JOIN refund ON refund.id = refund_id
      WHERE line_id = line.id
        AND (refund.state <> 'FAILED' OR (succeeded_at IS NOT NULL AND resolution IS DISTINCT FROM 'RETRIED'))) asked
   CROSS JOIN LATERAL (SELECT count(*)::int AS refunds FROM refund
      WHERE user_id = line.buyer_id AND reason = 'BUYER' AND retry_of IS NULL AND refund.created_at > $2) before
   CROSS JOIN LATERAL (SELECT count(*)::int AS lessons FROM completed_lesson
      WHERE user_id = line.recipient_id AND lesson_id = ANY(required_lesson_ids)) learned
   WHERE line.id = ANY($1::uuid[])`;
