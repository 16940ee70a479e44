import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { onBehalfOf } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { mayAudit, mayManage } from '../user/staff';
import { TaxRate } from './tax-rate.entity';
import type { EndTaxRateInput, SetTaxRateInput } from './tax.input';
import { taxRatePolicy } from './tax.policy';

/** What staff decide about rates. What was sold keeps the rate that it was sold at. */
export class TaxRateService {
  constructor(private readonly scope: Scope) {}

  /** The latest first. @throws BAD_CURSOR */
  async list(args: PageArgs): Promise<Page<TaxRate> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'effectiveFrom', direction: 'DESC' } as const;
    return page(this.scope, { name: 'taxRates', entity: TaxRate, order }, args);
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT, IDEMPOTENCY_KEY_REUSED */
  set(input: SetTaxRateInput): Promise<TaxRate> {
    return this.scope.transaction(async (tx) => {
      onBehalfOf(tx.viewer);
      if (!mayManage(tx.viewer)) throw kitErrors.NOT_FOUND({ thing: 'marketplace' });
      const { effectiveFrom, effectiveUntil = null, jurisdiction, percent, isInclusive } = input;
      requirePeriod(effectiveFrom, effectiveUntil);
      return tx.get(RequestKeys).once('setTaxRate', input, {
        run: () =>
          tx.save(Object.assign(new TaxRate(), { jurisdiction, percent, isInclusive, effectiveFrom, effectiveUntil })),
        remember: ({ id }) => id,
        recall: (id: string) => tx.require(TaxRate, id, taxRatePolicy.manage),
      });
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT, BAD_INPUT */
  end({ id, at, expectedVersion }: EndTaxRateInput): Promise<TaxRate> {
    return this.scope.transaction(async (tx) => {
      const rate = await tx.require(TaxRate, id, taxRatePolicy.manage, expectedVersion);
      const until = at ?? tx.clock.now();
      requirePeriod(rate.effectiveFrom, until);
      return tx.save(Object.assign(rate, { effectiveUntil: until }));
    });
  }
}

function requirePeriod(from: Date, until: Date | null): void {
  if (until !== null && until <= from)
    throw kitErrors.BAD_INPUT({ fields: { effectiveUntil: 'It ends before it begins.' } });
}
