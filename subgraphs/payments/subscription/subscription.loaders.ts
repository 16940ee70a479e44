import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Invoice } from '../invoice/invoice.entity';
import { invoicePolicy } from '../invoice/invoice.policy';
import { PlanSubscription } from './subscription.entity';
import { subscriptionList } from './subscription.list';
import { subscriptionPolicy } from './subscription.policy';
import { SubscriptionSeat } from './subscription-seat.entity';

/** Every read of subscriptions by key. */
export class SubscriptionLoaders {
  readonly visible: Loader<string, PlanSubscription | null>;
  /** Without a policy: of a subscription that is visible. The oldest first. */
  readonly seatsOf: Loader<string, SubscriptionSeat[]>;
  /** The newest first. */
  readonly invoicesOf: Loader<string, Invoice[]>;
  private readonly pages = new Map<string, Loader<string, Page<PlanSubscription>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, PlanSubscription, 'id', subscriptionPolicy.see);
    this.seatsOf = loadManyByKey(scope, SubscriptionSeat, 'subscriptionId', {
      order: { assignedAt: 'ASC', id: 'ASC' },
      where: (query) => query.andWhere('row.unassignedAt IS NULL'),
    });
    this.invoicesOf = loadManyByKey(scope, Invoice, 'subscriptionId', {
      order: { issuedAt: 'DESC', id: 'DESC' },
      policy: invoicePolicy.see,
    });
  }

  /** One page per subscriber. */
  pagesOfSubscriber(args: PageArgs): Loader<string, Page<PlanSubscription>> {
    const name = JSON.stringify(args);
    const list = subscriptionList(this.scope.viewer, {});
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'userId', list, args);
    this.pages.set(name, known);
    return known;
  }
}
