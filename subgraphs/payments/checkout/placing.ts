import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Attribution, type Referral } from '../affiliate/attribution';
import { CouponReservations } from '../coupon/coupon.reservations';
import { Sale } from '../fulfilment/sale';
import { Gifts, type GivenLine } from '../gift/gifts';
import { equalShares, wholeShare, type RevenueShare } from '../ledger/revenue-share';
import { Order, type PaymentWay } from '../order/order.entity';
import { OrderLine } from '../order/order-line.entity';
import { OrderLineState } from '../order/order-line.states';
import { OrderLines } from '../order/order.lines';
import { OrderState } from '../order/order.states';
import type { Purchase, PurchaseLine } from '../pricing/purchase.types';
import { CouponRefused } from '../pricing/refusals';
import type { BuyerPlace } from '../tax/tax-rule';
import { beginPayment } from './begin-payment.job';

export interface Placed {
  readonly purchase: Purchase;
  readonly userId: string;
  readonly place: BuyerPlace;
  readonly receiptEmail: string;
  readonly way: PaymentWay;
}

/** Seconds that the request has to begin the payment before a job does it. */
const patience = 30;

interface Place {
  readonly position: number;
  readonly referral: Referral | null;
}

/** Makes an order of a purchase: freezes its lines, holds its coupons. Use in a transaction. */
export class Placing {
  constructor(private readonly tx: Scope) {}

  async place({ purchase, userId, ...given }: Placed): Promise<Order | CouponRefused> {
    const { quote, lines } = purchase;
    const { ids, clock, config } = this.tx;
    const expiresAt = new Date(clock.now().getTime() + config.CHECKOUT_LIFETIME * 1000);
    const order = Object.assign(new Order(), given, {
      id: ids.next(),
      userId,
      organisationId: sellerOf(lines),
      state: OrderState.CREATED,
      currency: quote.currency,
      listMinor: quote.list,
      discountMinor: quote.discount,
      taxMinor: quote.tax,
      totalMinor: quote.total,
      expiresAt,
      paidAt: null,
    });
    const refused = await this.tx.get(CouponReservations).reserve({ orderId: order.id, userId, expiresAt, quote });
    if (refused) return CouponRefused.of(refused);
    await this.tx.save(order);
    const referrals = await this.tx.get(Attribution).of(
      userId,
      lines.map(({ course: { id, organisationId } }) => ({ courseId: id, organisationId })),
    );
    const frozen = lines.map((line, position) => {
      return this.freeze(order, line, { position, referral: referrals.get(line.courseId) ?? null });
    });
    await this.tx.get(OrderLines).add(frozen);
    await this.tx.get(Gifts).plan(order, givenAmong(lines, frozen));
    if (order.totalMinor === 0n) await this.tx.get(Sale).complete(order, clock.now());
    else await this.orderPayment(order);
    return order;
  }

  /** Whatever becomes of this process, the payment is begun. */
  private orderPayment({ id: orderId }: Order): Promise<void> {
    const runAt = new Date(this.tx.clock.now().getTime() + patience * 1000);
    return enqueue(this.tx, beginPayment, { orderId }, { key: `begin:${orderId}`, runAt });
  }

  private freeze(
    { id: orderId, userId, currency }: Order,
    line: PurchaseLine,
    { position, referral }: Place,
  ): OrderLine {
    const { course, tax, gift } = line;
    const { net, tax: taxMinor, gross, ...rule } = tax;
    return Object.assign(new OrderLine(), {
      id: this.tx.ids.next(),
      orderId,
      position,
      courseId: course.id,
      bundleId: line.bundleId,
      title: course.title,
      buyerId: userId,
      recipientId: gift ? null : userId,
      organisationId: course.organisationId,
      currency,
      listMinor: line.list,
      discountMinor: line.discount,
      netMinor: net,
      taxMinor,
      grossMinor: gross,
      tax: rule,
      reductions: line.reductions.map(({ minor, ...reduction }) => ({ ...reduction, minor: minor.toString() })),
      shares: sharesOf(course.instructorIds, this.tx.config.INSTRUCTOR_SHARE, referral),
      affiliateId: referral?.linkId ?? null,
      state: OrderLineState.PENDING,
      refusal: null,
      entitlementId: null,
      enrollmentId: null,
      refundedMinor: 0n,
    });
  }
}

/** An affiliate is paid from what instructors leave. */
function sharesOf(
  instructorIds: readonly string[],
  instructorShare: number,
  referral: Referral | null,
): RevenueShare[] {
  const shares = equalShares(instructorIds, instructorShare);
  const left = wholeShare - shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  if (!referral) return shares;
  const { affiliateId: userId, basisPoints } = referral;
  return [...shares, { kind: 'AFFILIATE', userId, basisPoints: Math.min(basisPoints, left) }];
}

function givenAmong(lines: readonly PurchaseLine[], frozen: readonly OrderLine[]): GivenLine[] {
  return lines.flatMap(({ gift, wantedKey }, index) => {
    const line = frozen[index];
    return gift && line ? { wantedKey, gift, line } : [];
  });
}

/** The one seller of all lines; null is the marketplace, or several. */
function sellerOf(lines: readonly PurchaseLine[]): string | null {
  const sellers = new Set(lines.map(({ course }) => course.organisationId));
  const [only = null] = sellers;
  return sellers.size === 1 ? only : null;
}
