import { IsDate, IsInt, Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { DateTime } from '../../../kit/graphql/scalars';
import { TaxRate } from './tax-rate.entity';

export const TaxRateConnection = connectionOf(TaxRate);

@InputType({ description: 'A tax rate for a place. It counts before the one that the product knows.' })
export class SetTaxRateInput {
  @Field(() => String, { description: 'ISO 3166-1 code of a country, or 3166-2 of a region: `DE`, `CA-BC`.' })
  @Matches(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
  jurisdiction!: string;

  @Field(() => String, { description: 'Percent, as decimal text with up to four decimals: `19`, `25.5`.' })
  @Matches(/^[0-9]{1,2}(\.[0-9]{1,4})?$/)
  percent!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether prices are shown with the tax in them.' })
  isInclusive!: boolean;

  @Field(() => DateTime, { description: 'From when it counts. What was sold before stays as it was taxed.' })
  @IsDate()
  effectiveFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts; without end where absent.' })
  @IsDate()
  effectiveUntil?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: 'A tax rate that shall count no longer.' })
export class EndTaxRateInput {
  @Field(() => ID, { description: 'The rate.' })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: 'From when it counts no longer; now where absent.' })
  @IsDate()
  at?: Date | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The rate that was set.' })
export class SetTaxRatePayload {
  @Field(() => TaxRate, { description: 'The rate.' })
  taxRate!: TaxRate;
}

@ObjectType({ description: 'The rate that was ended.' })
export class EndTaxRatePayload {
  @Field(() => TaxRate, { description: 'The rate.' })
  taxRate!: TaxRate;
}

@ObjectType({ description: 'What a VAT number looks like; never whether it is registered, or to whom.' })
export class VatIdAnswer {
  @Field(() => Boolean, { description: 'Whether the number can be one of that country.' })
  isPlausible!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The number as it is written on invoices; null for what is no number.',
  })
  normalised!: string | null;

  @Field(() => Boolean, {
    description: 'Whether check digits were compared; false where only the format can be looked at.',
  })
  hasCheckDigits!: boolean;
}
