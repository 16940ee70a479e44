import { Field, Int, ObjectType } from 'type-graphql';
import { declineMessage, DeclineReason, type Decline } from '../provider/declines';

@ObjectType({ description: 'Why a payment was declined.' })
export class PaymentDecline {
  @Field(() => DeclineReason, { description: 'What to tell the buyer, in your own words.' })
  reason!: DeclineReason;

  @Field(() => String, { description: 'What to tell the buyer, in English.' })
  message!: string;

  static of({ reason }: Decline): PaymentDecline {
    return { reason, message: declineMessage(reason) };
  }
}

@ObjectType({ description: 'With what something was paid, as people recognise it.' })
export class PaymentCard {
  @Field(() => String, { description: '`card`, `sepa_debit`, …' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Of a card: `visa`, `mastercard`, …' })
  brand!: string | null;

  @Field(() => String, { nullable: true, description: 'The last four digits.' })
  last4!: string | null;

  @Field(() => Int, { nullable: true, description: 'The month at whose end it expires, 1 to 12.' })
  expMonth!: number | null;

  @Field(() => Int, { nullable: true, description: 'The year in which it expires.' })
  expYear!: number | null;
}
