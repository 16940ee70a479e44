import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { TaxRate } from './tax-rate.entity';
import { taxRatePolicy } from './tax.policy';

/** Every read of rates by key. */
export class TaxRateLoaders {
  readonly visible: Loader<string, TaxRate | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, TaxRate, 'id', taxRatePolicy.see);
  }
}
