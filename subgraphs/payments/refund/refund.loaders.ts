import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { OrderLine } from '../order/order-line.entity';
import { orderLinePolicy } from '../order/order.policy';
import { Refund, RefundLine } from './refund.entity';
import { refundPolicy } from './refund.policy';

/** Every read of refunds by key. */
export class RefundLoaders {
  readonly visible: Loader<string, Refund | null>;
  /** The oldest first. */
  readonly ofOrder: Loader<string, Refund[]>;
  /** Of a refund that the viewer may see. */
  readonly parts: Loader<string, RefundLine[]>;
  readonly line: Loader<string, OrderLine | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Refund, 'id', refundPolicy.see);
    this.ofOrder = loadManyByKey(scope, Refund, 'orderId', {
      order: { createdAt: 'ASC', id: 'ASC' },
      policy: refundPolicy.see,
    });
    this.parts = loadManyByKey(scope, RefundLine, 'refundId', { order: { lineId: 'ASC' } });
    this.line = loadByKey(scope, OrderLine, 'id', orderLinePolicy.see);
  }
}
