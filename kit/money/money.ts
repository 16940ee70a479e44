import { Arg, Directive, Field, ObjectType } from 'type-graphql';
import { BigIntScalar, CurrencyCode, Locale } from '../graphql/scalars';
import { exponentOf } from './currencies';
import { ViewerIndependent } from '../graphql/viewer-independent';

/** An amount in minor units with its ISO 4217 currency. */
@ObjectType({ description: 'An amount of money: an integer number of minor units (cents) and a currency.' })
@Directive('@shareable')
@ViewerIndependent()
export class Money {
  @Field(() => BigIntScalar, { description: 'Minor units: 1299 is 12.99 EUR, and 1299 JPY.' })
  minor!: bigint;

  @Field(() => CurrencyCode, { description: 'ISO 4217 code.' })
  currency!: string;

  @Field(() => String, { description: 'The amount as people of a locale write it.' })
  formatted(
    @Arg('locale', () => Locale, { defaultValue: 'en', description: 'BCP 47 language tag.' }) locale: string,
  ): string {
    return formatMoney(this, locale);
  }

  static of(minor: bigint | number, currency: string): Money {
    return Object.assign(new Money(), { minor: BigInt(minor), currency });
  }
}

/** Text for people; the exponent is the currency's own (JPY 0, KWD 3). */
export function formatMoney({ minor, currency }: Pick<Money, 'minor' | 'currency'>, locale: string): string {
  const digits = exponentOf(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  const formatter = new Intl.NumberFormat(knownLocale(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return formatter.format(`${sign}${decimal}` as Intl.StringNumericLiteral);
}

/** BCP 47 has tags that Intl refuses, such as `i-klingon`: whoever asks for one reads English. */
function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
