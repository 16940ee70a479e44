import { signedIn } from '../../../kit/identity/signed-in';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { PlanLoaders } from '../plan/plan.loaders';
import { PlanMirror } from '../plan/plan.mirror';
import { paymentsErrors } from '../payments.errors';
import {
  SubscriptionProvider,
  type SubscriptionItemChange,
  type SubscriptionUpdate,
} from '../provider/subscription-provider';
import { orDeclined } from './or-declined';
import { PlanClaims } from './plan-claims';
import { Seats } from './seats';
import { SubscriptionDealings } from './subscription.dealings';
import { PlanSubscription } from './subscription.entity';
import type { ChangeSubscriptionInput, SubscriptionChangeInput } from './subscription.input';
import { SubscriptionOffers, type SubscriptionOffer } from './subscription.offers';
import { subscriptionPolicy } from './subscription.policy';
import { isInGoodStanding, SubscriptionState } from './subscription.states';
import { SubscriptionTaxes } from './subscription.taxes';
import {
  ChangeSubscriptionPayload,
  PlanUnavailable,
  SeatsTaken,
  SubscriptionChangeDiffers,
  SubscriptionChangePreview,
  type ChangeOutcome,
  type PreviewOutcome,
} from './subscription.types';

/** Milliseconds for which a preview is good. */
const good = 3_600_000;

/** Another plan, rhythm or number of seats: what is left of the period is credited, and the rest of it charged at once. */
export class ChangeService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async preview(input: SubscriptionChangeInput): Promise<PreviewOutcome> {
    const change = await this.changeOf(input);
    return 'item' in change ? this.count(change, wholeSecond(this.scope.clock.now())) : change;
  }

  /** Done already it is not done again. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async change(input: ChangeSubscriptionInput): Promise<ChangeOutcome> {
    const change = await this.changeOf(input);
    if (!('item' in change)) return change;
    const { subscription, item, offer } = change;
    if (subscription.priceId === input.priceId && subscription.quantity === input.quantity)
      return ChangeSubscriptionPayload.of(subscription);
    const now = this.scope.clock.now().getTime();
    const isGood = input.at.getTime() <= now && input.at.getTime() > now - good;
    const preview = await this.count(change, isGood ? wholeSecond(input.at) : wholeSecond(this.scope.clock.now()));
    if (!isGood || preview.total.minor !== input.expectedTotal) return SubscriptionChangeDiffers.of(preview);
    const asked: SubscriptionUpdate = {
      items: [item],
      proration_behavior: 'always_invoice',
      proration_date: secondsOf(preview.at),
      payment_behavior: 'error_if_incomplete',
    };
    const claims = this.scope.get(PlanClaims);
    if (!(await claims.claim(subscription, offer.plan.id))) return outOfReach();
    const outcome = await orDeclined(async () => {
      const key = `change:${input.idempotencyKey}`;
      const dealt = await this.scope.get(SubscriptionDealings).update(subscription, asked, key);
      return ChangeSubscriptionPayload.of(dealt.subscription);
    });
    if (!(outcome instanceof ChangeSubscriptionPayload)) await claims.giveUp(subscription);
    return outcome;
  }

  private async changeOf(input: SubscriptionChangeInput): Promise<Change | PlanUnavailable | SeatsTaken> {
    signedIn(this.scope.viewer);
    const subscription = await this.scope.require(PlanSubscription, input.id, subscriptionPolicy.own);
    const { state, providerId, cancelsAtPeriodEnd } = subscription;
    if (!isInGoodStanding(state) || providerId === null || cancelsAtPeriodEnd)
      throw paymentsErrors.SUBSCRIPTION_STATE({ state });
    const offer = await this.scope.get(SubscriptionOffers).find(input.priceId, input.quantity);
    if (!offer || !(await this.isInReach(subscription, offer))) return outOfReach();
    const taken = await this.scope.get(Seats).taken(subscription.id);
    if (taken.length > input.quantity) return SeatsTaken.of(taken.length);
    await this.scope.get(SubscriptionTaxes).follow(subscription, this.scope.clock.now());
    const { itemId: id } = await this.scope.get(SubscriptionProvider).read(providerId);
    const price = await this.scope.get(PlanMirror).price(offer.price.id);
    return { subscription, offer, item: { id, price, quantity: input.quantity } };
  }

  /** Of the same seller and currency, as one and for one as before, and nothing that they have besides. */
  private async isInReach(subscription: PlanSubscription, { plan, price }: SubscriptionOffer): Promise<boolean> {
    const [before, from] = await Promise.all([
      this.scope.get(PlanLoaders).known.load(subscription.planId),
      this.scope.get(PlanLoaders).price.load(subscription.priceId),
    ]);
    const isAlike =
      before?.organisationId === plan.organisationId &&
      before.hasSeats === plan.hasSeats &&
      from?.currency === price.currency;
    if (!isAlike || plan.id === subscription.planId) return isAlike;
    return !(await this.scope.get(PlanClaims).holder(subscription.userId, plan.id, subscription.id));
  }

  /** A trial goes on with what it becomes: nothing is due before it ends. */
  private async count({ subscription, offer, item }: Change, at: Date): Promise<SubscriptionChangePreview> {
    const { currency } = offer.price;
    const money = (minor: bigint): Money => Money.of(minor, currency);
    const nothing = { at, total: money(0n), dueNow: money(0n), lines: [] };
    if (subscription.state === SubscriptionState.TRIALING)
      return Object.assign(new SubscriptionChangePreview(), nothing);
    const { total, due, lines } = await this.scope.get(SubscriptionProvider).preview(subscription.providerId!, {
      items: [item],
      proration_behavior: 'always_invoice',
      proration_date: secondsOf(at),
    });
    return Object.assign(new SubscriptionChangePreview(), {
      at,
      total: money(total),
      dueNow: money(due),
      lines: lines.map(({ title, gross }) => ({ title, amount: money(gross) })),
    });
  }
}

const outOfReach = (): PlanUnavailable => PlanUnavailable.because('The subscription cannot become that.');

interface Change {
  readonly subscription: PlanSubscription;
  readonly offer: SubscriptionOffer;
  readonly item: SubscriptionItemChange;
}

/** The provider counts in seconds. */
const secondsOf = (moment: Date): number => Math.floor(moment.getTime() / 1000);
const wholeSecond = (moment: Date): Date => new Date(secondsOf(moment) * 1000);
