import type { ObjectLiteral } from 'typeorm';
import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import type { Invoice } from '../invoice/invoice.entity';
import { invoiceList } from '../invoice/invoice.list';
import { PlanSubscription } from './subscription.entity';
import { seatList, subscriptionList } from './subscription.list';
import { subscriptionPolicy } from './subscription.policy';
import type { SubscriptionSeat } from './subscription-seat.entity';

type Row = ObjectLiteral & { id: string };

/** Every read of subscriptions by key. */
export class SubscriptionLoaders {
  readonly visible: Loader<string, PlanSubscription | null>;
  private readonly pages = new Map<string, unknown>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, PlanSubscription, 'id', subscriptionPolicy.see);
  }

  /** One page per subscriber. */
  pagesOfSubscriber(args: PageArgs): Loader<string, Page<PlanSubscription>> {
    return this.paged('userId', args, () => subscriptionList(this.scope.viewer, {}));
  }

  /** Without a policy: of a subscription that is visible. */
  pagesOfSeats(args: PageArgs): Loader<string, Page<SubscriptionSeat>> {
    return this.paged('subscriptionId', args, seatList);
  }

  pagesOfInvoices(args: PageArgs): Loader<string, Page<Invoice>> {
    return this.paged('subscriptionId', args, () => invoiceList(this.scope.viewer, {}));
  }

  /** One loader for each list and its arguments. */
  private paged<T extends Row>(key: keyof T & string, args: PageArgs, listOf: () => List<T>): Loader<string, Page<T>> {
    const list = listOf();
    const name = JSON.stringify([list.name, args]);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, key, list, args);
    this.pages.set(name, known);
    return known as Loader<string, Page<T>>;
  }
}
