import { Column, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import { Money } from '../../../kit/money/money';
import { documentLines, taxSums, type Buyer, type DocumentLine, type Seller } from './document';
import { InvoiceLine, InvoiceParty, InvoiceTax } from './invoice.types';

/** What an invoice and a credit note have in common. Everything is frozen; nothing is looked up when it is read. */
@ObjectType()
export abstract class TaxDocument {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Its number: without gaps within a legal entity and a year.' })
  @Column('text')
  number!: string;

  /** The code of who sells. */
  @Column('text')
  legalEntity!: string;

  @Column('int')
  year!: number;

  @Column('int')
  sequence!: number;

  @Column('uuid')
  userId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** Null where it is about a subscription. */
  @Column('uuid', { nullable: true })
  orderId!: string | null;

  @Column('uuid', { nullable: true })
  subscriptionId!: string | null;

  @Column('text')
  currency!: string;

  /** In which it is printed. */
  @Column('text')
  locale!: string;

  @Column('jsonb')
  seller!: Seller;

  @Column('jsonb')
  buyer!: Buyer;

  @Column('jsonb', { transformer: documentLines })
  lines!: DocumentLine[];

  @Column('bigint', { transformer: minorUnits })
  netMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  taxMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  grossMinor!: bigint;

  @Field(() => DateTime, { description: 'When it was issued.' })
  @Column('timestamptz')
  issuedAt!: Date;

  @Field(() => Money, { description: 'Without tax; negative on a credit note.' })
  get net(): Money {
    return Money.of(this.netMinor, this.currency);
  }

  @Field(() => Money, { description: 'The tax; negative on a credit note.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  @Field(() => Money, { description: 'With tax; negative on a credit note.' })
  get total(): Money {
    return Money.of(this.grossMinor, this.currency);
  }

  @Field(() => [InvoiceLine], { name: 'lines', description: 'What it is about.' })
  get shownLines(): InvoiceLine[] {
    return this.lines.map((line) => InvoiceLine.of(line, this.currency));
  }

  @Field(() => [InvoiceTax], { description: 'The tax by place and rate.' })
  get taxes(): InvoiceTax[] {
    return taxSums(this.lines).map((sum) => InvoiceTax.of(sum, this.currency));
  }

  @Field(() => InvoiceParty, { name: 'seller', description: 'Who sold.' })
  get shownSeller(): InvoiceParty {
    return InvoiceParty.of(this.seller);
  }

  @Field(() => InvoiceParty, { name: 'buyer', description: 'Who bought.' })
  get shownBuyer(): InvoiceParty {
    return InvoiceParty.of(this.buyer);
  }
}
