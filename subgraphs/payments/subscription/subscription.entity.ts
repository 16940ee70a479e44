import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import { daysAfter } from '../../../kit/scope/clock';
import type { ProviderSubscription } from '../provider/provider-subscription';
import type { TaxRule } from '../tax/tax-amount';
import type { BuyerPlace } from '../tax/tax-rule';
import { graceDays, openUntil } from './subscription.opening';
import { isInGoodStanding, isSubscriptionOver, subscriptionMayBecome, SubscriptionState } from './subscription.states';

registerEnumType(SubscriptionState, {
  name: 'SubscriptionState',
  description: 'Where a subscription stands.',
  valuesConfig: {
    INCOMPLETE: { description: 'It waits for its first payment, for 23 hours at most.' },
    INCOMPLETE_EXPIRED: { description: 'Its first payment never came.' },
    TRIALING: { description: 'It costs nothing yet.' },
    ACTIVE: { description: 'It is paid.' },
    PAST_DUE: { description: 'A renewal was not paid. It opens courses until `graceEndsAt`, and is over then.' },
    PAUSED: { description: 'It is not charged, and opens courses until the end of what was paid.' },
    CANCELLED: { description: 'It is over.' },
  },
});

/** Why a subscription ended. */
export enum SubscriptionEnding {
  REQUESTED = 'REQUESTED',
  UNPAID = 'UNPAID',
  STAFF = 'STAFF',
  ERASED = 'ERASED',
  DISPUTED = 'DISPUTED',
}
registerEnumType(SubscriptionEnding, {
  name: 'SubscriptionEnding',
  description: 'Why a subscription ended.',
  valuesConfig: {
    REQUESTED: { description: 'Its subscriber wanted that.' },
    UNPAID: { description: 'Nobody paid for it.' },
    STAFF: { description: 'The staff of its seller ended it.' },
    ERASED: { description: 'Its subscriber deleted their account.' },
    DISPUTED: { description: 'The bank of its subscriber took a payment back for good.' },
  },
});

/** Somebody's subscription to a plan, as the provider has it. The root type of live operations has the name that it should have. */
@Entity('subscription')
@ObjectType({ description: 'A subscription of somebody to a plan.' })
@EntityKey()
export class PlanSubscription extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** Who pays. */
  @Column('uuid')
  userId!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid')
  planId!: string;

  @Column('uuid')
  priceId!: string;

  /** What it is about to become, while the provider changes it, and since when. */
  @Column('uuid', { nullable: true })
  wantedPlanId!: string | null;

  @Column('timestamptz', { nullable: true })
  wantedAt!: Date | null;

  @Field(() => Int, { description: 'How many seats are paid; 1 where the plan has none.' })
  @Column('int')
  quantity!: number;

  @Field(() => SubscriptionState, { description: 'Where it stands.' })
  @Column('text')
  state!: SubscriptionState;

  /** By which the tax is found. */
  @Column('jsonb')
  place!: BuyerPlace;

  /** As the provider was told last; and for the beginning of which period, null where that is to be seen anew. */
  @Column('jsonb')
  tax!: TaxRule;

  @Column('timestamptz', { nullable: true })
  taxedFor!: Date | null;

  /** Where letters about it go; null once its subscriber was erased. */
  @Column('text', { nullable: true })
  receiptEmail!: string | null;

  /** The saved card that it began with. */
  @Column('uuid', { nullable: true })
  methodId!: string | null;

  @Column('int')
  trialDays!: number;

  @Column('text', { nullable: true })
  providerId!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it begins, or began, to cost something; null without a trial.',
  })
  @Column('timestamptz', { nullable: true })
  trialEndsAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the period began in which it is; null until the provider has heard of it.',
  })
  @Column('timestamptz', { nullable: true })
  periodStartsAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When that period ends, and the next one is charged.' })
  @Column('timestamptz', { nullable: true })
  periodEndsAt!: Date | null;

  /** Of one that paused: the end of what was paid. */
  @Column('timestamptz', { nullable: true })
  paidUntil!: Date | null;

  @Field(() => Boolean, { description: 'Whether it ends with the period in which it is, instead of being renewed.' })
  @Column('boolean')
  cancelsAtPeriodEnd!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when a renewal that failed can be paid; null where none has.',
  })
  @Column('timestamptz', { nullable: true })
  graceEndsAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** Why it ended, or is about to. */
  @Column('text', { nullable: true })
  ending!: SubscriptionEnding | null;

  /** What staff wrote to its end. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** The moment before which a letter was sent last: the end of a trial or of a year. */
  @Column('timestamptz', { nullable: true })
  remindedOf!: Date | null;

  /** The number of the newest look at the provider that it shows. */
  @Column('bigint', { transformer: minorUnits })
  look!: bigint;

  @Column('timestamptz')
  lookedAt!: Date;

  get isOver(): boolean {
    return isSubscriptionOver(this.state);
  }

  /** Until when it opens courses; null where it never did. */
  get opensUntil(): Date | null {
    return openUntil(this);
  }

  /** Takes what the provider said. @returns whether that was news: what is over stays, and what was read earlier is old */
  take(seen: ProviderSubscription, look: bigint): boolean {
    const { state } = seen;
    const fits = state === this.state || subscriptionMayBecome(this.state, state);
    if (this.isOver || look < this.look || !fits) return false;
    this.paidUntil =
      state === SubscriptionState.PAUSED ? (this.paidUntil ?? endOfPaid(seen)) : this.paidWhenOver(state);
    this.graceEndsAt = this.graceAfter(seen);
    if (isSubscriptionOver(state)) this.ending ??= endingOf(seen);
    else if (isSettledBy(seen, this.ending)) this.ending = null;
    const { id: providerId, quantity, periodStartsAt, periodEndsAt, trialEndsAt, cancelsAtPeriodEnd, endedAt } = seen;
    const facts = { providerId, quantity, periodStartsAt, periodEndsAt, trialEndsAt, cancelsAtPeriodEnd, endedAt };
    Object.assign(this, facts, { state, look });
    return true;
  }

  /** One that was paused to its end opened no more than was paid. */
  private paidWhenOver(next: SubscriptionState): Date | null {
    return isSubscriptionOver(next) ? this.paidUntil : null;
  }

  /** A renewal has grace; what was to be paid for a change or a return has not. It lasts on where it ends unpaid. */
  private graceAfter({ state, openInvoice }: ProviderSubscription): Date | null {
    if (isSubscriptionOver(state)) return this.graceEndsAt;
    if (state !== SubscriptionState.PAST_DUE) return null;
    if (!openInvoice) return this.graceEndsAt;
    return openInvoice.isRenewal ? daysAfter(openInvoice.createdAt, graceDays) : openInvoice.createdAt;
  }
}

/** A pause in the hour before a renewal is charged voids that: its period is not paid. */
function endOfPaid({ bill, periodStartsAt, periodEndsAt }: ProviderSubscription): Date {
  return bill === 'PAID' ? periodEndsAt : periodStartsAt;
}

/** Whether an end that was to come at once does not: it was paid after all, or is paid and ends with its period. */
function isSettledBy({ state, cancelsAtPeriodEnd }: ProviderSubscription, ending: SubscriptionEnding | null): boolean {
  if (ending === SubscriptionEnding.UNPAID) return state === SubscriptionState.ACTIVE;
  return ending === SubscriptionEnding.REQUESTED && isInGoodStanding(state) && cancelsAtPeriodEnd;
}

function endingOf({ isUnpaid, state }: ProviderSubscription): SubscriptionEnding {
  const wasUnpaid = isUnpaid || state === SubscriptionState.INCOMPLETE_EXPIRED;
  return wasUnpaid ? SubscriptionEnding.UNPAID : SubscriptionEnding.REQUESTED;
}
