import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { TaxRate } from './tax-rate.entity';
import { TaxRateLoaders } from './tax.loaders';

/** How references become rates; the policy is in the loader. */
export const resolveTaxRate: ReferenceResolver<TaxRate> = (scope, { id }) => scope.get(TaxRateLoaders).visible.load(id);
