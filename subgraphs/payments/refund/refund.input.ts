import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsDate, IsUUID, Length, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { MoneyInput } from '../../../kit/money/money.input';
import { Refund, RefundReason, RefundResolution } from './refund.entity';
import { RefundState } from './refund.states';

export const RefundConnection = connectionOf(Refund);

const key =
  'Of your choice, for this refund. Repeating the mutation with the same key and input answers the same refund. 1 to 100 characters.';

@InputType({ description: 'What a buyer wants the money back of.' })
export class RequestRefundInput {
  @Field(() => [ID], { description: 'Things of one order. 1 to 100.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  orderLineIds!: string[];

  @Field(() => String, { nullable: true, description: 'Why, for the seller. Up to 1,000 characters.' })
  @Length(1, 1_000)
  reason?: string | null;

  @Field(() => ID, { description: key })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'What of one thing goes back.' })
export class RefundLineInput {
  @Field(() => ID, { description: 'The thing.' })
  @IsUUID()
  orderLineId!: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "How much, tax included, in the order's currency; without it, all that is left of it.",
  })
  @ValidateNested()
  amount?: MoneyInput | null;
}

@InputType({ description: 'What staff give back of an order.' })
export class RefundOrderInput {
  @Field(() => ID, { description: 'The order.' })
  @IsUUID()
  orderId!: string;

  @Field(() => [RefundLineInput], { description: 'What of which of its things; each once. 1 to 100.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique(({ orderLineId }: RefundLineInput) => orderLineId)
  @ValidateNested({ each: true })
  lines!: RefundLineInput[];

  @Field(() => String, { description: 'Why; the buyer reads it. 1 to 1,000 characters.' })
  @Length(1, 1_000)
  reason!: string;

  @Field(() => ID, { description: key })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'What is to be done about a refund that failed.' })
export class ResolveRefundTaskInput {
  @Field(() => ID, { description: 'The refund.' })
  @IsUUID()
  refundId!: string;

  @Field(() => RefundResolution, {
    description: 'RETRIED asks the provider once more; CLOSED says that nothing more is to be done.',
  })
  resolution!: RefundResolution;

  @Field(() => String, { nullable: true, description: 'What was done, for other staff. Up to 1,000 characters.' })
  @Length(1, 1_000)
  note?: string | null;
}

@ObjectType({ description: 'The task is done.' })
export class ResolveRefundTaskPayload {
  @Field(() => Refund, { description: 'The refund that failed.' })
  refund!: Refund;

  @Field(() => Refund, {
    nullable: true,
    description: 'The one that was begun in its place; null where it was closed.',
  })
  retry!: Refund | null;
}

@InputType({ description: 'Which refunds; every condition that is given must hold.' })
export class RefundFilter {
  @Field(() => [RefundState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(4)
  states?: RefundState[] | null;

  @Field(() => [RefundReason], { nullable: true, description: 'For one of these reasons.' })
  @ArrayMaxSize(5)
  reasons?: RefundReason[] | null;

  @Field(() => ID, { nullable: true, description: 'To this buyer.' })
  @IsUUID()
  buyerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this seller.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for at this moment or later.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class RefundsArgs extends PageArgs {
  @Field(() => RefundFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: RefundFilter | null;
}
