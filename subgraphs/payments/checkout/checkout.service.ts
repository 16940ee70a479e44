import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { CartCheckout } from '../cart/cart.checkout';
import { wishOf } from '../gift/gift-wish.input';
import { PaymentMethod } from '../method/payment-method.entity';
import { paymentMethodPolicy } from '../method/payment-method.policy';
import { Order, type PaymentWay } from '../order/order.entity';
import type { Purchase, Wanted } from '../pricing/purchase.types';
import { QuoteService } from '../pricing/quote.service';
import { CouponRefused, refusalOf } from '../pricing/refusals';
import type { BuyerPlace } from '../tax/tax-rule';
import type {
  BuyerPlaceInput,
  CheckoutInput,
  CheckoutItemInput,
  CheckoutPaymentInput,
  CheckoutQuoteInput,
} from './checkout.input';
import {
  AmountTooSmall,
  CheckoutPayload,
  PriceChanged,
  type CheckoutOutcome,
  type CheckoutRefusal,
} from './checkout.types';
import { requireOwnSite } from './own-site';
import { PaymentStart } from './payment-start';
import { Placing } from './placing';

/** From what somebody wants to buy to an order that is being paid. */
export class CheckoutService {
  constructor(private readonly scope: Scope) {}

  /**
   * The order is made in one transaction; the payment is begun after it, by this request or, if that is interrupted, by a job.
   * @throws UNAUTHENTICATED, BAD_INPUT, NOT_FOUND for somebody else's card, IDEMPOTENCY_KEY_REUSED, PAYMENTS_UNAVAILABLE, PAYMENT_REFUSED
   */
  async checkout(input: CheckoutInput): Promise<CheckoutOutcome> {
    const userId = signedIn(this.scope.viewer);
    const way = await this.wayOf(input.payment ?? null);
    const placed = await this.scope.transaction((tx) =>
      tx.get(RequestKeys).once<Order | CheckoutRefusal, string>('checkout', input, {
        run: () => this.place(tx, input, { userId, way }),
        remember: (outcome) => (outcome instanceof Order ? outcome.id : null),
        recall: (id) => tx.db.findOneByOrFail(Order, { id }),
      }),
    );
    if (!(placed instanceof Order)) return placed;
    const started = await this.scope.get(PaymentStart).start(placed.id);
    const order = await this.scope.db.findOneByOrFail(Order, { id: placed.id });
    return CheckoutPayload.of({ order, ...started });
  }

  /** What it would cost. @throws BAD_INPUT, RATE_LIMITED for guessed coupons */
  async price({ items, fromCart, currency, couponCodes, place }: CheckoutQuoteInput): Promise<Purchase> {
    const what = fromCart ? await this.scope.get(CartCheckout).wanted() : { wanted: wantedOf(items) };
    if (what.wanted.length === 0) throw kitErrors.BAD_INPUT({ fields: { items: 'There is nothing to buy.' } });
    const buyerId = this.scope.viewer.id;
    return this.scope.get(QuoteService).price({ ...what, currency, couponCodes, place: placeOf(place), buyerId });
  }

  private async place(
    tx: Scope,
    input: CheckoutInput,
    { userId, way }: { userId: string; way: PaymentWay },
  ): Promise<Order | CheckoutRefusal> {
    const purchase = await tx.get(CheckoutService).price(input);
    const { quote, hindrances } = purchase;
    const [hindrance] = hindrances;
    if (hindrance) return refusalOf(hindrance);
    const [refused] = quote.refusedCoupons;
    if (refused) return CouponRefused.of(refused);
    if (quote.currency !== input.currency || quote.total !== input.expectedTotal) return PriceChanged.of(purchase);
    const tooSmall = AmountTooSmall.of(quote);
    if (tooSmall) return tooSmall;
    const { receiptEmail } = input;
    return tx.get(Placing).place({ purchase, userId, way, receiptEmail, place: placeOf(input.place) });
  }

  private async wayOf(payment: CheckoutPaymentInput | null): Promise<PaymentWay> {
    const { page, paymentMethodId, saveCard = false } = payment ?? {};
    if (page && paymentMethodId)
      throw kitErrors.BAD_INPUT({ fields: { 'payment.page': 'On the page people choose a card: name none.' } });
    if (page) {
      const { successUrl, cancelUrl } = page;
      requireOwnSite(this.scope.config, { 'payment.page.successUrl': successUrl, 'payment.page.cancelUrl': cancelUrl });
      const urls = { successUrl: successUrl.toString(), cancelUrl: cancelUrl.toString() };
      return { kind: 'PAGE', ...urls, keepsCard: saveCard };
    }
    const method = paymentMethodId
      ? await this.scope.require(PaymentMethod, paymentMethodId, paymentMethodPolicy.own)
      : null;
    return {
      kind: 'CLIENT',
      methodId: method?.id ?? null,
      returnUrl: this.scope.config.PUBLIC_URL,
      keepsCard: saveCard,
    };
  }
}

/** @throws BAD_INPUT where something is not exactly one thing */
function wantedOf(items: readonly CheckoutItemInput[]): Wanted[] {
  const isNamed = items.every(({ courseId, bundleId }) => (courseId == null) !== (bundleId == null));
  if (!isNamed) throw kitErrors.BAD_INPUT({ fields: { items: 'Each is a course or a bundle.' } });
  return items.map(({ courseId = null, bundleId = null, gift }, index) => {
    return { key: String(index), courseId, bundleId, gift: wishOf(gift) };
  });
}

/** As tax is found by. */
export function placeOf({ country, region = null, vatId = null, isBusiness }: BuyerPlaceInput): BuyerPlace {
  return { country: country.toUpperCase(), region: region?.toUpperCase() ?? null, vatId, isBusiness };
}
