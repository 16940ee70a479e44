import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { Looks, type Look } from '../payment/looks';
import { Payment } from '../payment/payment.entity';
import { Settlement } from '../payment/settlement';
import { PageProvider } from '../provider/page-provider';
import { PaymentProvider } from '../provider/payment-provider';
import { PaymentStart } from './payment-start';
import { unlessRefused } from './unless-refused';

/** Calls off the payment of an order: at the provider first, so that nobody pays for an order that was given up. */
export class PaymentEnd {
  constructor(private readonly scope: Scope) {}

  /** Whoever paid a moment before has paid. @throws PAYMENTS_UNAVAILABLE */
  async end(orderId: string): Promise<void> {
    const payment = await this.paymentOf(orderId);
    if (!payment || payment.isOver) return;
    const look = await this.callOff(payment);
    await this.scope.transaction((tx) => tx.get(Settlement).settle(look));
  }

  /** Of an order that no payment is known of a crash may have left one at the provider: it is found by beginning it again. */
  private async paymentOf(orderId: string): Promise<Payment | null> {
    const known = await this.scope.db.findOneBy(Payment, { orderId });
    const order = known ? null : await this.scope.db.findOneBy(Order, { id: orderId });
    if (!order?.isOpen) return known;
    await this.scope.get(PaymentStart).start(orderId, { charges: false }).catch(unlessRefused);
    return this.scope.db.findOneBy(Payment, { orderId });
  }

  private async callOff({ orderId, version, pageId, providerId }: Payment): Promise<Look> {
    const number = await this.scope.get(Looks).number();
    const key = `order:${orderId}:end:${version}`;
    if (pageId !== null && providerId === null) {
      const page = await this.scope.get(PageProvider).close(pageId, key);
      return this.scope.get(Looks).through(number, page);
    }
    return { number, page: null, payment: await this.scope.get(PaymentProvider).cancel(providerId!, key) };
  }
}
