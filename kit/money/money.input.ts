import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { BigIntScalar, CurrencyCode } from '../graphql/scalars';

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => BigIntScalar, { description: 'Minor units: 1299 is 12.99 EUR, and 1299 JPY.' })
  minor!: bigint;

  @Field(() => CurrencyCode, { description: 'ISO 4217 code.' })
  @IsString()
  currency!: string;
}
