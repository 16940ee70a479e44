import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionProvider } from '../provider/subscription-provider';
import type { TaxRule } from './tax-amount';

/** As what the provider knows our rates: it taxes renewals by itself. */
export class ProviderTaxRates {
  constructor(private readonly scope: Scope) {}

  /** Null where nothing is taxed. Outside transactions. @throws PAYMENTS_UNAVAILABLE */
  async of(rule: TaxRule): Promise<string | null> {
    const { jurisdiction, rate, isInclusive } = rule;
    if (rate === '0') return null;
    const [known] = await this.scope.db.query<{ id: string }[]>(KNOWN, [jurisdiction, rate, isInclusive]);
    if (known) return known.id;
    const id = await this.scope.get(SubscriptionProvider).taxRate(rule);
    await this.scope.db.query(REMEMBER, [jurisdiction, rate, isInclusive, id]);
    return id;
  }

  /** What rates of the provider are, by its ids. Those that were not made by us are left out. */
  async known(ids: readonly string[]): Promise<ReadonlyMap<string, TaxRule>> {
    const rows = await this.scope.db.query<(TaxRule & { readonly id: string })[]>(OURS, [ids]);
    return new Map(
      rows.map(({ id, jurisdiction, rate, isInclusive }) => {
        return [id, { jurisdiction, rate, isInclusive, reverseCharge: false }];
      }),
    );
  }
}

const KNOWN = `SELECT provider_id AS id FROM provider_tax_rate WHERE jurisdiction = $1 AND rate = $2 AND is_inclusive = $3`;
const OURS = `
  SELECT provider_id AS id, jurisdiction, rate, is_inclusive AS "isInclusive" FROM provider_tax_rate WHERE provider_id = ANY($1)`;
const REMEMBER = `INSERT INTO provider_tax_rate (jurisdiction, rate, is_inclusive, provider_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
