import { ArrayMaxSize, IsDate, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime, Url } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { UserRef } from '../user/user.stub';
import type { PayableOutcome } from './payable';
import { PayoutAccount } from './payout-account.entity';
import { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';
import { PayoutState } from './payout.states';

export const PayoutConnection = connectionOf(Payout);
export const PayoutRunConnection = connectionOf(PayoutRun);

export enum PayoutOutcome {
  PAY = 'PAY',
  BELOW_MINIMUM = 'BELOW_MINIMUM',
  NO_ACCOUNT = 'NO_ACCOUNT',
  NEGATIVE = 'NEGATIVE',
}
registerEnumType(PayoutOutcome, {
  name: 'PayoutOutcome',
  description: 'What a payout run makes of what somebody is owed.',
  valuesConfig: {
    PAY: { description: 'It is paid.' },
    BELOW_MINIMUM: { description: 'It is less than is paid out; it stays until there is more.' },
    NO_ACCOUNT: { description: 'They have not said where to, or cannot be paid there yet.' },
    NEGATIVE: { description: 'They owe us: a refund came after the payout. It is carried.' },
  },
});

export enum EarningsRole {
  INSTRUCTOR = 'INSTRUCTOR',
  AFFILIATE = 'AFFILIATE',
}
registerEnumType(EarningsRole, {
  name: 'EarningsRole',
  description: 'As what somebody earned.',
  valuesConfig: {
    INSTRUCTOR: { description: 'By teaching courses that were bought.' },
    AFFILIATE: { description: 'By recommending courses that were bought.' },
  },
});

@InputType({ description: 'Which payouts; every condition that is given must hold.' })
export class PayoutFilter {
  @Field(() => [PayoutState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(4)
  states?: PayoutState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this person.' })
  @IsUUID()
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this run.' })
  @IsUUID()
  runId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Computed at this moment or later.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Computed before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class PayoutsArgs extends PageArgs {
  @Field(() => PayoutFilter, { nullable: true, description: 'Which ones; all that you may see without.' })
  @ValidateNested()
  filter?: PayoutFilter | null;
}

@InputType({ description: 'Where you are paid.' })
export class OnboardPayoutsInput {
  @Field(() => String, {
    description: 'ISO 3166-1 code of the country in which you have your bank account. It stays as it was first given.',
  })
  @Matches(/^[A-Z]{2}$/)
  country!: string;

  @Field(() => Url, { description: 'Where the page leads when you are done.' })
  returnUrl!: URL | string;

  @Field(() => Url, { description: 'Where it leads when it has expired: call this mutation again there.' })
  refreshUrl!: URL | string;
}

@ObjectType({ description: 'Where to go on.' })
export class OnboardPayoutsPayload {
  @Field(() => Url, { description: "The provider's page, for once." })
  url!: string;
}

@ObjectType({ description: 'Your account at the provider, looked at just now.' })
export class RefreshPayoutAccountPayload {
  @Field(() => PayoutAccount, { nullable: true, description: 'The account; null where you have none.' })
  payoutAccount!: PayoutAccount | null;
}

@InputType({ description: 'Pays everybody who is owed enough.' })
export class RunPayoutsInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Only says what would be paid.' })
  dryRun!: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'What a run makes of what somebody is owed in one currency.' })
export class PayoutRow {
  @Field(() => UserRef, { nullable: true, description: 'Who.' })
  user!: UserRef;

  @Field(() => EarningsRole, { description: 'As what they earned it.' })
  role!: EarningsRole;

  @Field(() => Money, { description: 'What is available; negative where they owe us.' })
  available!: Money;

  @Field(() => PayoutOutcome, { description: 'What becomes of it.' })
  outcome!: PayableOutcome;
}

@ObjectType({ description: 'The run, or what it would do.' })
export class RunPayoutsPayload {
  @Field(() => PayoutRun, { nullable: true, description: 'The run that has begun; null of a dry run.' })
  run!: PayoutRun | null;

  @Field(() => [PayoutRow], {
    description: 'Of a dry run, row by row: the first 1,000 that are not zero. Empty of a run, which has `payouts`.',
  })
  rows!: PayoutRow[];
}

@InputType({ description: 'The payout to take back.' })
export class ReversePayoutInput {
  @Field(() => ID, { description: 'The payout, which was paid.' })
  id!: string;
}

@ObjectType({ description: 'The payout that was taken back.' })
export class ReversePayoutPayload {
  @Field(() => Payout, { description: 'The payout.' })
  payout!: Payout;
}

@ObjectType({ description: 'What somebody earned in one currency.' })
export class Earnings {
  @Field(() => EarningsRole, { description: 'As what.' })
  role!: EarningsRole;

  @Field(() => Money, { description: 'Sold, but buyers may want their money back still.' })
  pending!: Money;

  @Field(() => Money, {
    description: 'What the next payout is made of. Negative where refunds came after a payout: it is carried.',
  })
  available!: Money;

  @Field(() => Money, { description: 'What was paid out, or is on its way.' })
  paid!: Money;
}
