import { Field, ID, ObjectType } from 'type-graphql';
import { Money } from '../../../kit/money/money';
import type { Buyer, DocumentLine, Seller, TaxSum } from './document';

@ObjectType({ description: 'A line of an invoice or a credit note.' })
export class InvoiceLine {
  @Field(() => ID, { description: 'The line of the order.' })
  lineId!: string;

  @Field(() => String, { description: 'What was bought, as it was called.' })
  title!: string;

  @Field(() => Money, { description: 'Without tax; negative on a credit note.' })
  net!: Money;

  @Field(() => Money, { description: 'The tax; negative on a credit note.' })
  tax!: Money;

  @Field(() => Money, { description: 'With tax; negative on a credit note.' })
  gross!: Money;

  @Field(() => String, { description: 'The rate in percent, as decimal text: `19`, `25.5`.' })
  rate!: string;

  @Field(() => String, { description: 'Whose tax it is, as an ISO 3166 code: `DE`, `CA-ON`.' })
  jurisdiction!: string;

  @Field(() => Boolean, { description: 'Whether the buyer owes the tax, as a business of another member state.' })
  reverseCharge!: boolean;

  static of({ net, tax, gross, ...line }: DocumentLine, currency: string): InvoiceLine {
    const money = (minor: bigint): Money => Money.of(minor, currency);
    return Object.assign(new InvoiceLine(), line, { net: money(net), tax: money(tax), gross: money(gross) });
  }
}

@ObjectType({ description: 'What one rate of one place makes of an invoice or a credit note.' })
export class InvoiceTax {
  @Field(() => String, { description: 'Whose tax it is, as an ISO 3166 code.' })
  jurisdiction!: string;

  @Field(() => String, { description: 'The rate in percent, as decimal text.' })
  rate!: string;

  @Field(() => Boolean, { description: 'Whether the buyer owes the tax.' })
  reverseCharge!: boolean;

  @Field(() => Money, { description: 'What it is levied on.' })
  net!: Money;

  @Field(() => Money, { description: 'What it makes.' })
  tax!: Money;

  static of({ net, tax, ...rate }: TaxSum, currency: string): InvoiceTax {
    return Object.assign(new InvoiceTax(), rate, { net: Money.of(net, currency), tax: Money.of(tax, currency) });
  }
}

@ObjectType({ description: 'Who sold or bought, as they were when the invoice was issued.' })
export class InvoiceParty {
  @Field(() => String, { nullable: true, description: 'Their name; null of a buyer who did not say.' })
  name!: string | null;

  @Field(() => [String], { description: 'The lines of their address.' })
  address!: readonly string[];

  @Field(() => String, { description: 'ISO 3166-1 code of their country.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'Their VAT number, where they have one.' })
  vatId!: string | null;

  static of({ name, address, country, vatId }: Buyer | Seller): InvoiceParty {
    return Object.assign(new InvoiceParty(), { name, address, country, vatId });
  }
}
