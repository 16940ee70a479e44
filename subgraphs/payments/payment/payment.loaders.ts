import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Payment } from './payment.entity';
import { paymentPolicy } from './payment.policy';

export class PaymentLoaders {
  readonly ofOrder: Loader<string, Payment | null>;

  constructor(scope: Scope) {
    this.ofOrder = loadByKey(scope, Payment, 'orderId', paymentPolicy.see);
  }
}
