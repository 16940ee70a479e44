import { enqueue } from '../../../kit/jobs/job';
import { signedIn } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { placeOf } from '../checkout/checkout.service';
import { PaymentMethod } from '../method/payment-method.entity';
import { paymentMethodPolicy } from '../method/payment-method.policy';
import { TaxService } from '../tax/tax.service';
import { PlanClaims } from './plan-claims';
import { PlanTrials } from './plan-trials';
import { Seats } from './seats';
import { PlanSubscription } from './subscription.entity';
import type { SubscribeInput, SubscriptionQuoteInput } from './subscription.input';
import { beginSubscription } from './subscription.jobs';
import { lockSubscriber } from './subscription.lock';
import { quoteOf, SubscriptionOffers, type SubscriptionOffer } from './subscription.offers';
import { SubscriptionStart } from './subscription.start';
import { SubscriptionState } from './subscription.states';
import {
  AlreadySubscribed,
  PlanUnavailable,
  SubscribePayload,
  SubscriptionPriceDiffers,
  type SubscribeOutcome,
  type SubscribeRefusal,
  type SubscriptionQuote,
} from './subscription.types';

/** Seconds that the request has to begin the subscription before a job does it. */
const patience = 30;

/** From what somebody wants to subscribe to to a subscription that is being paid. */
export class SubscribeService {
  constructor(private readonly scope: Scope) {}

  /** What it would cost; null where nobody can subscribe to it. */
  async quote({ priceId, quantity, place }: SubscriptionQuoteInput): Promise<SubscriptionQuote | null> {
    const offer = await this.scope.get(SubscriptionOffers).find(priceId, quantity);
    if (!offer) return null;
    const tax = await this.scope.get(TaxService).ruleFor(placeOf(place), this.scope.clock.now());
    const days = await this.scope.get(PlanTrials).daysFor(this.scope.viewer.id, offer.plan);
    return quoteOf(offer, quantity, tax, days);
  }

  /**
   * It is made in one transaction, and begun at the provider after it: by this request or, if that is interrupted, by a job.
   * @throws UNAUTHENTICATED, NOT_FOUND for somebody else's card, IDEMPOTENCY_KEY_REUSED, PAYMENTS_UNAVAILABLE, PAYMENT_REFUSED
   */
  async subscribe(input: SubscribeInput): Promise<SubscribeOutcome> {
    const userId = signedIn(this.scope.viewer);
    const method = input.paymentMethodId
      ? await this.scope.require(PaymentMethod, input.paymentMethodId, paymentMethodPolicy.own)
      : null;
    const made = await this.scope.transaction((tx) =>
      tx.get(RequestKeys).once<PlanSubscription | SubscribeRefusal, string>('subscribe', input, {
        run: () => tx.get(SubscribeService).place(input, userId, method?.id ?? null),
        remember: (outcome) => (outcome instanceof PlanSubscription ? outcome.id : null),
        recall: (id) => tx.db.findOneByOrFail(PlanSubscription, { id }),
      }),
    );
    if (!(made instanceof PlanSubscription)) return made;
    const clientSecret = await this.scope.get(SubscriptionStart).start(made.id);
    const subscription = await this.scope.db.findOneByOrFail(PlanSubscription, { id: made.id });
    return Object.assign(new SubscribePayload(), { subscription, clientSecret });
  }

  private async place(
    input: SubscribeInput,
    userId: string,
    methodId: string | null,
  ): Promise<PlanSubscription | SubscribeRefusal> {
    const { quantity, receiptEmail } = input;
    const offer = await this.scope.get(SubscriptionOffers).find(input.priceId, quantity);
    if (!offer) return PlanUnavailable.because('Nobody can subscribe to that.');
    const [place, now] = [placeOf(input.place), this.scope.clock.now()];
    const tax = await this.scope.get(TaxService).ruleFor(place, now);
    const known = await this.live(userId, offer);
    if (known) return AlreadySubscribed.of(known);
    const days = await this.scope.get(PlanTrials).daysFor(userId, offer.plan);
    const quote = quoteOf(offer, quantity, tax, days);
    if (quote.total.minor !== input.expectedTotal) return SubscriptionPriceDiffers.of(quote);
    const { plan, price } = offer;
    const subscription = Object.assign(new PlanSubscription(), fresh, {
      id: this.scope.ids.next(),
      userId,
      organisationId: plan.organisationId,
      planId: plan.id,
      priceId: price.id,
      quantity,
      place,
      tax,
      receiptEmail,
      methodId,
      lookedAt: now,
    });
    subscription.trialDays = await this.scope.get(PlanTrials).take(plan, { userId, subscriptionId: subscription.id });
    await this.scope.save(subscription);
    if (!plan.hasSeats) await this.scope.get(Seats).give(subscription, userId);
    const runAt = new Date(now.getTime() + patience * 1000);
    const key = `begin:${subscription.id}`;
    await enqueue(this.scope, beginSubscription, { subscriptionId: subscription.id }, { key, runAt });
    return subscription;
  }

  private async live(userId: string, { plan }: SubscriptionOffer): Promise<PlanSubscription | null> {
    await lockSubscriber(this.scope, userId);
    return this.scope.get(PlanClaims).holder(userId, plan.id);
  }
}

/** Before anything was heard of it. */
const fresh = {
  state: SubscriptionState.INCOMPLETE,
  providerId: null,
  trialEndsAt: null,
  periodStartsAt: null,
  periodEndsAt: null,
  paidUntil: null,
  cancelsAtPeriodEnd: false,
  graceEndsAt: null,
  endedAt: null,
  ending: null,
  note: null,
  wantedPlanId: null,
  wantedAt: null,
  remindedOf: null,
  taxedFor: null,
  look: 0n,
};
