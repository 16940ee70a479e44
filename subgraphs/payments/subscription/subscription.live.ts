import { kitErrors } from '../../../kit/errors/kit-errors';
import { watch } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionLoaders } from './subscription.loaders';
import { subscriptionTopic, type SubscriptionMessage } from './subscription.topics';

/** Who may follow a subscription; asked when a stream begins and again for each message. */
export class SubscriptionLive {
  constructor(private readonly scope: Scope) {}

  /** Begins with the subscription as it is. @throws NOT_FOUND */
  async changes(id: string): Promise<AsyncIterable<SubscriptionMessage>> {
    if (!(await this.sees(id))) throw kitErrors.NOT_FOUND({ thing: 'subscription' });
    const source = subscriptionTopic.subscribe(this.scope.live, id, { subscriptionId: id });
    return watch(source, async () => ((await this.sees(id)) ? 'PASS' : 'END'));
  }

  /** Loaders remember; a stream outlives what they remember. */
  private async sees(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(SubscriptionLoaders).visible.load(id)) !== null;
  }
}
