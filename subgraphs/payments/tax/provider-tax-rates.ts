import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionProvider } from '../provider/subscription-provider';
import type { TaxRule } from './tax-amount';

/** As what the provider knows our rates: it taxes renewals by itself. Outside transactions. */
export class ProviderTaxRates {
  constructor(private readonly scope: Scope) {}

  /** Null where nothing is taxed. @throws PAYMENTS_UNAVAILABLE */
  async of(rule: TaxRule): Promise<string | null> {
    const { jurisdiction, rate, isInclusive } = rule;
    if (rate === '0') return null;
    const [known] = await this.scope.db.query<{ id: string }[]>(KNOWN, [jurisdiction, rate, isInclusive]);
    if (known) return known.id;
    const id = await this.scope.get(SubscriptionProvider).taxRate(rule);
    await this.scope.db.query(REMEMBER, [jurisdiction, rate, isInclusive, id]);
    return id;
  }
}

const KNOWN = `SELECT provider_id AS id FROM provider_tax_rate WHERE jurisdiction = $1 AND rate = $2 AND is_inclusive = $3`;
const REMEMBER = `INSERT INTO provider_tax_rate (jurisdiction, rate, is_inclusive, provider_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
