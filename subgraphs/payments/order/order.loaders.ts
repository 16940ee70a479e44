import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from './order.entity';
import { orderPolicy } from './order.policy';

/** Every read of orders by key. */
export class OrderLoaders {
  readonly visible: Loader<string, Order | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Order, 'id', orderPolicy.see);
  }
}
