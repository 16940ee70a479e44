import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethod } from './payment-method.entity';
import { paymentMethodPolicy } from './payment-method.policy';

/** Every read of saved cards by key. */
export class PaymentMethodLoaders {
  readonly own: Loader<string, PaymentMethod | null>;
  /** The default one first, then the newest. */
  readonly ofUser: Loader<string, PaymentMethod[]>;

  constructor(scope: Scope) {
    this.own = loadByKey(scope, PaymentMethod, 'id', paymentMethodPolicy.own);
    this.ofUser = loadManyByKey(scope, PaymentMethod, 'userId', {
      order: { isDefault: 'DESC', createdAt: 'DESC', id: 'DESC' },
      policy: paymentMethodPolicy.own,
      where: (query) => query.andWhere('row.removedAt IS NULL'),
    });
  }
}
