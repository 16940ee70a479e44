import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethod } from '../method/payment-method.entity';
import { paymentMethodPolicy } from '../method/payment-method.policy';
import { Order } from '../order/order.entity';
import { orderPolicy } from '../order/order.policy';
import { Looks } from '../payment/looks';
import { Payment } from '../payment/payment.entity';
import { Settlement } from '../payment/settlement';
import { paymentsErrors } from '../payments.errors';
import { PaymentProvider } from '../provider/payment-provider';
import type { PayOrderInput } from './checkout.input';
import type { PayOrderPayload } from './checkout.types';
import { PaymentEnd } from './payment-end';
import { PaymentStart } from './payment-start';

/** What a buyer does with an order that waits for its payment. */
export class PayingService {
  constructor(private readonly scope: Scope) {}

  /** Another attempt, such as with another card. @throws UNAUTHENTICATED, NOT_FOUND, ORDER_NOT_OPEN, PAYMENTS_UNAVAILABLE */
  async pay({ id, paymentMethodId, idempotencyKey }: PayOrderInput): Promise<PayOrderPayload> {
    const order = await this.scope.require(Order, id, orderPolicy.pay);
    const method = paymentMethodId
      ? await this.scope.require(PaymentMethod, paymentMethodId, paymentMethodPolicy.own)
      : null;
    if (!order.isOpen) throw paymentsErrors.ORDER_NOT_OPEN({ state: order.state });
    const started = await this.scope.get(PaymentStart).start(id, { charges: false });
    if (method) await this.charge(order, method, `order:${id}:confirm:${idempotencyKey}`);
    return { ...started, order: await this.fresh(id) };
  }

  /** Gives it up; whoever paid a moment before has paid. @throws UNAUTHENTICATED, NOT_FOUND, PAYMENTS_UNAVAILABLE */
  async cancel(id: string): Promise<Order> {
    signedIn(this.scope.viewer);
    const order = await this.scope.require(Order, id, orderPolicy.pay);
    if (order.isOpen) await this.scope.get(PaymentEnd).end(id);
    return this.fresh(id);
  }

  private async charge({ id: orderId, way }: Order, { providerId }: PaymentMethod, key: string): Promise<void> {
    const payment = await this.scope.db.findOneBy(Payment, { orderId });
    if (!payment?.providerId || payment.isOver || way.kind !== 'CLIENT') return;
    const { returnUrl } = way;
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(PaymentProvider).confirm(payment.providerId, providerId, { key, returnUrl });
    await this.scope.transaction((tx) => tx.get(Settlement).settle({ number, page: null, payment: seen }));
  }

  private fresh(id: string): Promise<Order> {
    return this.scope.db.findOneByOrFail(Order, { id });
  }
}
