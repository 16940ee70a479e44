import type { Scope } from '../../../kit/scope/scope';
import type { TaxRule } from './tax-amount';
import { ruleOf, type BuyerPlace } from './tax-rule';
import { codesOf, type PlaceRate } from './tax-rates';

/** Says how a sale is taxed. */
export class TaxService {
  constructor(private readonly scope: Scope) {}

  /** The rule for a buyer at a moment: to be frozen on the line. */
  async ruleFor(buyer: BuyerPlace, at: Date): Promise<TaxRule> {
    const override = await this.override(codesOf(buyer.country, buyer.region), at);
    return ruleOf(buyer, { sellerCountry: this.scope.config.SELLER_COUNTRY, at, override });
  }

  private async override(codes: readonly string[], at: Date): Promise<PlaceRate | null> {
    const [found] = await this.scope.db.query<PlaceRate[]>(OVERRIDE, [codes, at]);
    return found ?? null;
  }
}

/** The closest place first, then the decision that began last. */
const OVERRIDE = `
  SELECT jurisdiction, percent AS rate, is_inclusive AS "isInclusive" FROM tax_rate
   WHERE jurisdiction = ANY($1) AND effective_from <= $2 AND (effective_until IS NULL OR $2 < effective_until)
   ORDER BY array_position($1, jurisdiction), effective_from DESC, id DESC LIMIT 1`;
