import { kitErrors } from '../../../kit/errors/kit-errors';
import { watch } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { OrderLoaders } from './order.loaders';
import { orderTopic, type OrderMessage } from './order.topics';

/** Who may follow an order; asked when a stream begins and again for each message. */
export class OrderLive {
  constructor(private readonly scope: Scope) {}

  /** Begins with the order as it is: whoever subscribes after they paid misses nothing. @throws NOT_FOUND */
  async changes(id: string): Promise<AsyncIterable<OrderMessage>> {
    if (!(await this.sees(id))) throw kitErrors.NOT_FOUND({ thing: 'order' });
    const source = orderTopic.subscribe(this.scope.live, id, { orderId: id });
    return watch(source, async () => ((await this.sees(id)) ? 'PASS' : 'END'));
  }

  /** Loaders remember; a stream outlives what they remember. */
  private async sees(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(OrderLoaders).visible.load(id)) !== null;
  }
}
