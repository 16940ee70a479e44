import { IsDate, Length } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { CurrencyCode, DateTime } from '../../../kit/graphql/scalars';
import { LedgerAccount } from './ledger-account.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerCauseKind } from './ledger-transaction.entity';

export const LedgerEntryConnection = connectionOf(LedgerEntry);
export const LedgerAccountConnection = connectionOf(LedgerAccount);

@InputType({ description: 'Which entries of the ledger; what is left out does not narrow.' })
export class LedgerEntryFilter {
  @Field(() => String, { nullable: true, description: 'On this account.' })
  @Length(1, 100)
  account?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'In this currency.' })
  currency?: string | null;

  @Field(() => LedgerCauseKind, { nullable: true, description: 'Caused by this.' })
  causeKind?: LedgerCauseKind | null;

  @Field(() => String, { nullable: true, description: 'Caused by the order, refund, dispute or payout of this id.' })
  @Length(1, 200)
  causeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this transaction.' })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this order line.' })
  lineId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From this moment on.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class LedgerEntriesArgs extends PageArgs {
  @Field(() => LedgerEntryFilter, { nullable: true, description: 'Which entries; all without one.' })
  filter?: LedgerEntryFilter | null;
}

@ArgsType()
export class LedgerAccountsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only accounts whose name begins with this, such as `tax:payable:`.',
  })
  @Length(1, 100)
  startingWith?: string | null;
}

@ObjectType({ description: 'What was found when the whole ledger was last added up.' })
export class LedgerProof {
  @Field(() => DateTime, { description: 'When that was.' })
  at!: Date;

  @Field(() => Int, { description: 'How many problems were found; zero is right.' })
  problems!: number;
}
