import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from './order.entity';
import { OrderLine } from './order-line.entity';
import { orderList } from './order.list';
import { orderLinePolicy, orderPolicy } from './order.policy';

/** Every read of orders by key. */
export class OrderLoaders {
  readonly visible: Loader<string, Order | null>;
  readonly linesOf: Loader<string, OrderLine[]>;
  private readonly pages = new Map<string, Loader<string, Page<Order>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Order, 'id', orderPolicy.see);
    this.linesOf = loadManyByKey(scope, OrderLine, 'orderId', {
      order: { position: 'ASC' },
      policy: orderLinePolicy.see,
    });
  }

  /** One page per buyer. */
  pagesOfBuyer(args: PageArgs): Loader<string, Page<Order>> {
    const name = JSON.stringify(args);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'userId', orderList(this.scope.viewer, {}), args);
    this.pages.set(name, known);
    return known;
  }
}
