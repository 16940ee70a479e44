import { IsDate, Length } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';

export const InvoiceConnection = connectionOf(Invoice);
export const CreditNoteConnection = connectionOf(CreditNote);

@InputType({ description: 'Which invoices or credit notes; what is left out does not narrow.' })
export class InvoiceFilter {
  @Field(() => String, { nullable: true, description: 'With a number that begins with this, such as `LY-2026-`.' })
  @Length(1, 40)
  number?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this buyer.' })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this subscription.' })
  subscriptionId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Issued from this moment on.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Issued before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class InvoicesArgs extends PageArgs {
  @Field(() => InvoiceFilter, { nullable: true, description: 'Which ones; all that you may see without one.' })
  filter?: InvoiceFilter | null;
}
