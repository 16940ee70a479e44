import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { CauseKind } from './posting';

export enum LedgerCauseKind {
  SALE = 'SALE',
  UNEXPECTED = 'UNEXPECTED',
  FEE = 'FEE',
  REFUND = 'REFUND',
  REFUND_FAILED = 'REFUND_FAILED',
  DISPUTE = 'DISPUTE',
  DISPUTE_WON = 'DISPUTE_WON',
  DISPUTE_LOST = 'DISPUTE_LOST',
  PAYOUT = 'PAYOUT',
  PAYOUT_REVERSED = 'PAYOUT_REVERSED',
  SETTLEMENT = 'SETTLEMENT',
  SUBSCRIPTION = 'SUBSCRIPTION',
}
registerEnumType(LedgerCauseKind, {
  name: 'LedgerCauseKind',
  description: 'What a ledger transaction was caused by.',
  valuesConfig: {
    SALE: { description: 'An order was paid.' },
    UNEXPECTED: { description: 'Money came that no order waited for; it goes back.' },
    FEE: { description: 'The payment provider charged a fee.' },
    REFUND: { description: 'Money went back to a buyer.' },
    REFUND_FAILED: { description: 'A refund came back to us.' },
    DISPUTE: { description: 'A bank holds money back because the buyer disputes the payment.' },
    DISPUTE_WON: { description: 'The bank gave it back.' },
    DISPUTE_LOST: { description: 'The buyer keeps it.' },
    PAYOUT: { description: 'An instructor or an affiliate was paid.' },
    PAYOUT_REVERSED: { description: 'A payout came back to us.' },
    SETTLEMENT: { description: 'The provider paid out to our bank account.' },
    SUBSCRIPTION: { description: 'A subscription was paid.' },
  },
});

/** What entries have in common. It is written by `Ledger` only, and never changes. */
@Entity('ledger_transaction')
export class LedgerTransaction {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  causeKind!: CauseKind;

  @Column('text')
  causeId!: string;
}

@ObjectType({ description: 'Why something is in the ledger.' })
export class LedgerCause {
  @Field(() => LedgerCauseKind, { description: 'What happened.' })
  kind!: CauseKind;

  @Field(() => String, {
    description: 'Of what: the id of the order, refund, dispute or payout, or the id that the provider gave it.',
  })
  id!: string;
}
