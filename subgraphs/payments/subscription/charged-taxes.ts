import type { Scope } from '../../../kit/scope/scope';
import type { ProviderInvoice, ProviderInvoiceLine } from '../provider/provider-subscription';
import { ProviderTaxRates } from '../tax/provider-tax-rates';
import type { TaxRule } from '../tax/tax-amount';
import { TaxService } from '../tax/tax.service';
import type { PlanSubscription } from './subscription.entity';

/** A line that was paid, and the rule by which it was taxed. */
export interface ChargedLine extends ProviderInvoiceLine {
  readonly rule: TaxRule;
}

/** By which rules the provider taxed an invoice: what was charged is what our own invoice says. */
export class ChargedTaxes {
  constructor(private readonly tx: Scope) {}

  async of({ place, tax }: PlanSubscription, { lines, createdAt }: ProviderInvoice): Promise<ChargedLine[]> {
    const ids = lines.flatMap(({ taxRateId }) => taxRateId ?? []);
    const known = await this.tx.get(ProviderTaxRates).known(ids);
    const rule = await this.tx.get(TaxService).ruleFor(place, createdAt);
    // Without a tax the day's rule says why, such as reverse charge.
    const untaxed = rule.rate === '0' ? rule : { ...rule, rate: '0', reverseCharge: false };
    return lines.map((line) => {
      return { ...line, rule: line.taxRateId === null ? untaxed : (known.get(line.taxRateId) ?? tax) };
    });
  }
}
