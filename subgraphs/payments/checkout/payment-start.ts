import type { Scope } from '../../../kit/scope/scope';
import { Sale } from '../fulfilment/sale';
import { Customers } from '../method/customers';
import { PaymentMethod } from '../method/payment-method.entity';
import { lockOrder } from '../order/order.lock';
import { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { Looks, type Look } from '../payment/looks';
import { Payment } from '../payment/payment.entity';
import { Settlement } from '../payment/settlement';
import { paymentsErrors } from '../payments.errors';
import { PageProvider, type ProviderPage } from '../provider/page-provider';
import { PaymentProvider } from '../provider/payment-provider';
import { PaymentState } from '../provider/provider-payment';
import { ProviderRefusal } from '../provider/provider-refusal';

/** How a client goes on with a payment. */
export interface Started {
  readonly clientSecret: string | null;
  readonly pageUrl: string | null;
}

const nothingToDo: Started = { clientSecret: null, pageUrl: null };

/**
 * Begins the payment of an order at the provider. Outside transactions, and safe to do again at any point at which it was
 * interrupted: everything at the provider has a key that the order gives it.
 */
export class PaymentStart {
  constructor(private readonly scope: Scope) {}

  /**
   * Charges the saved card that the buyer chose, if they did and it is not too late.
   * @throws PAYMENTS_UNAVAILABLE, PAYMENT_REFUSED for an order that the provider takes no payment for; it is given up then
   */
  async start(orderId: string, { charges = true } = {}): Promise<Started> {
    const order = await this.scope.db.findOneBy(Order, { id: orderId });
    if (!order?.isOpen || order.totalMinor === 0n) return nothingToDo;
    const look = await this.look(order, charges).catch((error: unknown) => this.giveUp(order, error));
    await this.scope.transaction((tx) => tx.get(Settlement).settle(look));
    return {
      clientSecret: order.way.kind === 'CLIENT' && !isOver(look) ? (look.payment?.clientSecret ?? null) : null,
      pageUrl: look.page?.isOpen ? look.page.url : null,
    };
  }

  private async look(order: Order, charges: boolean): Promise<Look> {
    const known = await this.scope.db.findOneBy(Payment, { orderId: order.id });
    const number = await this.scope.get(Looks).number();
    const { way } = order;
    if (way.kind === 'CLIENT') return this.inClient(order, way, { number, known, charges });
    const page = known?.pageId ? await this.scope.get(PageProvider).read(known.pageId) : await this.page(order, way);
    return this.scope.get(Looks).through(number, page);
  }

  private async page(order: Order, { successUrl, cancelUrl, keepsCard }: OnPage): Promise<ProviderPage> {
    const { id: orderId, currency, expiresAt } = order;
    const lines = await this.scope.get(OrderLines).of(orderId);
    return this.scope.get(PageProvider).forOrder({
      orderId,
      customerId: await this.scope.get(Customers).of(order.userId),
      currency,
      lines: lines.filter(({ grossMinor }) => grossMinor > 0n).map(shown),
      successUrl,
      cancelUrl,
      keepsCard,
      expiresAt: expiresAt!,
    });
  }

  private async inClient(
    order: Order,
    { keepsCard, methodId, returnUrl }: InClient,
    { number, known, charges }: { number: bigint; known: Payment | null; charges: boolean },
  ): Promise<Look> {
    const { id: orderId, currency, totalMinor: minor, userId } = order;
    const provider = this.scope.get(PaymentProvider);
    const begun = known?.providerId
      ? await provider.read(known.providerId)
      : await provider.begin({
          orderId,
          currency,
          minor,
          keepsCard,
          customerId: await this.scope.get(Customers).of(userId),
        });
    const isUntried = begun.state === PaymentState.REQUIRES_PAYMENT_METHOD && begun.decline === null;
    const isToBeCharged = charges && isUntried && methodId !== null && order.expiresAt! > this.scope.clock.now();
    const method = isToBeCharged ? await this.scope.db.findOneBy(PaymentMethod, { id: methodId, userId }) : null;
    if (!method || method.removedAt) return { number, page: null, payment: begun };
    const payment = await provider.confirm(begun.id, method.providerId, { key: `order:${orderId}:confirm`, returnUrl });
    return { number, page: null, payment };
  }

  /** An order that cannot be paid, such as one of less than cards are charged with, is over. */
  private async giveUp({ id: orderId }: Order, error: unknown): Promise<never> {
    if (!(error instanceof ProviderRefusal)) throw error;
    this.scope.log.warn({ orderId, code: error.code }, 'the provider takes no payment for an order');
    await this.scope.transaction(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order?.isOpen && !(await tx.db.existsBy(Payment, { orderId }))) await tx.get(Sale).giveUp(order);
    });
    throw paymentsErrors.PAYMENT_REFUSED();
  }
}

type OnPage = Extract<Order['way'], { kind: 'PAGE' }>;
type InClient = Extract<Order['way'], { kind: 'CLIENT' }>;

const shown = ({ title: name, grossMinor: minor }: OrderLine) => ({ name, minor });

const isOver = ({ payment }: Look): boolean =>
  payment?.state === PaymentState.SUCCEEDED || payment?.state === PaymentState.CANCELLED;
