import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { affiliateLinkFactory, affiliateProgramFactory } from '../affiliate/affiliate.factory';
import { bundleFactory } from '../bundle/bundle.factory';
import { campaignFactory } from '../campaign/campaign.factory';
import { couponFactory } from '../coupon/coupon.factory';
import { courseFactory } from '../course/course.factory';
import { disputeFactory } from '../dispute/dispute.factory';
import { giftFactory } from '../gift/gift.factory';
import { paymentMethodFactory } from '../method/payment-method.factory';
import { orderFactory } from '../order/order.factory';
import { orderLineFactory } from '../order/order-line.factory';
import { OrderState } from '../order/order.states';
import { refundFactory } from '../refund/refund.factory';
import { RefundState } from '../refund/refund.states';

/** One of everything that somebody may have who buys, and who manages the payments of an organisation of their own. */
export interface Belongings {
  readonly owner: Viewer;
  readonly organisationId: string;
  readonly courseId: string;
  readonly couponId: string;
  readonly campaignId: string;
  readonly bundleId: string;
  readonly linkId: string;
  /** It waits for its payment. */
  readonly openOrderId: string;
  /** It was paid. */
  readonly orderId: string;
  readonly lineId: string;
  readonly refundId: string;
  readonly disputeId: string;
  readonly methodId: string;
  readonly giftId: string;
}

export async function makeBelongings(house: SubgraphTest): Promise<Belongings> {
  const [organisationId, userId] = [randomUUID(), randomUUID()];
  const owner = person(userId, {
    organisations: [organisationId],
    grants: [grant('finance', ['payments.manage', 'payments.read'], { organisationId })],
  });
  const scope = house.as();
  const { courseId } = await courseFactory(scope, { organisationId });
  const mine = { organisationId, courseIds: [courseId] };
  const paid = { state: OrderState.FULFILLED, paidAt: scope.clock.now(), expiresAt: null };
  const { id: orderId } = await orderFactory(scope, { userId, organisationId, ...paid });
  const { id: disputedId } = await orderFactory(scope, { userId, organisationId, ...paid });
  const line = await orderLineFactory(scope, { orderId, buyerId: userId, organisationId });
  await affiliateProgramFactory(scope, { organisationId });
  const failed = { state: RefundState.FAILED, succeededAt: null };
  return {
    owner,
    organisationId,
    courseId,
    couponId: (await couponFactory(scope, mine)).id,
    campaignId: (await campaignFactory(scope, mine)).id,
    bundleId: (await bundleFactory(scope, mine)).id,
    linkId: (await affiliateLinkFactory(scope, { userId, organisationId })).id,
    openOrderId: (await orderFactory(scope, { userId, organisationId })).id,
    orderId,
    lineId: line.id,
    refundId: (await refundFactory(scope, { orderId, userId, organisationId, ...failed })).id,
    disputeId: (await disputeFactory(scope, { orderId: disputedId, organisationId })).id,
    methodId: (await paymentMethodFactory(scope, { userId })).id,
    giftId: (await giftFactory(scope, { buyerId: userId, organisationId })).id,
  };
}
