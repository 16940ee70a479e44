import { IsUUID, Length, ValidateNested } from 'class-validator';
import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { Money } from '../../../kit/money/money';
import { MoneyInput } from '../../../kit/money/money.input';
import { Invoice } from '../invoice/invoice.entity';
import { Refund } from './refund.entity';

@InputType({ description: 'What staff give back of a payment for a subscription.' })
export class RefundSubscriptionInvoiceInput {
  @Field(() => ID, { description: 'The invoice of the payment.' })
  @IsUUID()
  invoiceId!: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "How much, tax included, in the invoice's currency; without it, all that is left of it.",
  })
  @ValidateNested()
  amount?: MoneyInput | null;

  @Field(() => String, { description: 'Why; the subscriber reads it. 1 to 1,000 characters.' })
  @Length(1, 1_000)
  reason!: string;

  @Field(() => ID, {
    description:
      'Of your choice, for this refund. Repeating the mutation with the same key and input answers the same refund. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey!: string;
}

@ObjectType({ description: 'It was asked for.' })
export class RefundSubscriptionInvoicePayload {
  @Field(() => Refund, { description: 'The refund.' })
  refund!: Refund;

  @Field(() => Invoice, { description: 'The invoice.' })
  invoice!: Invoice;

  static of(facts: RefundSubscriptionInvoicePayload): RefundSubscriptionInvoicePayload {
    return Object.assign(new RefundSubscriptionInvoicePayload(), facts);
  }
}

@ObjectType({ implements: Refusal, description: 'There is not so much left to refund; nothing was refunded.' })
export class RefundExceedsInvoice extends Refusal {
  @Field(() => Invoice, { description: 'The invoice.' })
  invoice!: Invoice;

  @Field(() => Money, { description: 'What is left of what was paid for it.' })
  available!: Money;

  static of(invoice: Invoice, left: bigint): RefundExceedsInvoice {
    const said = { code: 'REFUND_EXCEEDS_INVOICE', message: 'There is not so much left to refund.' };
    return Object.assign(new RefundExceedsInvoice(), { ...said, invoice, available: Money.of(left, invoice.currency) });
  }
}

export type RefundInvoiceOutcome = RefundSubscriptionInvoicePayload | RefundExceedsInvoice;

export const RefundSubscriptionInvoiceResult = createUnionType({
  name: 'RefundSubscriptionInvoiceResult',
  description: 'A refund, or why there is none. Branch on `__typename`.',
  types: () => [RefundSubscriptionInvoicePayload, RefundExceedsInvoice] as const,
  resolveType: (outcome) => outcome.constructor as never,
});
