import type { TaxRule } from './tax-amount';
import { knownRate, codesOf, type PlaceRate } from './tax-rates';
import { memberStates } from './tax-rates.data';
import { isMemberStateVatId } from './vat-id';

/** Where a buyer is, and as what they buy. */
export interface BuyerPlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 3166-2, with or without the country. */
  readonly region?: string | null;
  readonly vatId?: string | null;
  readonly isBusiness: boolean;
}

interface Circumstances {
  readonly sellerCountry: string;
  readonly at: Date;
  /** What staff have decided for one of the place's codes. */
  readonly override: PlaceRate | null;
}

/**
 * How a sale to someone there is taxed. A business of another member state than the seller's, with a number that can be its
 * own, owes the tax itself; the price stays what people see. A place that nobody has a rate for is sold to without tax.
 */
export function ruleOf(buyer: BuyerPlace, { sellerCountry, at, override }: Circumstances): TaxRule {
  const codes = codesOf(buyer.country, buyer.region);
  const nation = codes.at(-1)!;
  const found = closest(codes, override, knownRate(codes, at)) ?? {
    jurisdiction: nation,
    rate: '0',
    isInclusive: true,
  };
  if (isReverseCharged(buyer, nation, sellerCountry) && found.rate !== '0')
    return { ...found, rate: '0', reverseCharge: true };
  return { ...found, reverseCharge: false };
}

/** What staff decided for a country does not change a region that has a rate of its own. */
function closest(codes: readonly string[], override: PlaceRate | null, known: PlaceRate | null): PlaceRate | null {
  if (!override || !known) return override ?? known;
  const distance = ({ jurisdiction }: PlaceRate): number => codes.indexOf(jurisdiction);
  return distance(known) < distance(override) ? known : override;
}

function isReverseCharged({ isBusiness, vatId }: BuyerPlace, nation: string, sellerCountry: string): boolean {
  return isBusiness && nation !== sellerCountry && memberStates.has(nation) && isMemberStateVatId(vatId, nation);
}
