import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import type { NotificationGroup } from './notification-group.entity';
import { Notification } from './notification.entity';
import { groupList, notificationList } from './notification.list';
import type { NotificationBox, NotificationsArgs } from './notification.input';
import { notificationPolicy } from './notification.policy';

/** How many of somebody's notifications were not seen, or not read. */
export interface Counts {
  readonly unseen: number;
  readonly unread: number;
}

/** How many a group has, and its newest one. */
export interface GroupSummary {
  readonly newestId: string;
  readonly count: number;
  readonly unread: number;
}

/** Every read of notifications by key. */
export class NotificationLoaders {
  readonly visible: Loader<string, Notification | null>;
  readonly counts: Loader<string, Counts>;
  readonly summaries: Loader<string, GroupSummary | null>;
  private readonly pages = new Map<string, Loader<string, Page<Notification>>>();
  private readonly groupPages = new Map<string, Loader<string, Page<NotificationGroup>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Notification, 'id', notificationPolicy.see);
    this.counts = loadWith<Counts>(async (ids) => this.read<Counts>(COUNTS, ids), { unseen: 0, unread: 0 });
    this.summaries = loadWith<GroupSummary | null>(async (ids) => this.read<GroupSummary>(SUMMARIES, ids), null);
  }

  /** One page per person. */
  pagesOf({ box, filter, ...args }: NotificationsArgs): Loader<string, Page<Notification>> {
    return remembered(this.pages, { box, filter, args }, () =>
      loadPagesByKey(this.scope, 'userId', notificationList(box, filter ?? {}), args),
    );
  }

  groupPagesOf(box: NotificationBox, args: PageArgs): Loader<string, Page<NotificationGroup>> {
    return remembered(this.groupPages, { box, args }, () => loadPagesByKey(this.scope, 'userId', groupList(box), args));
  }

  private async read<R>(sql: string, ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = await this.scope.db.query<(R & { id: string })[]>(sql, [ids]);
    return new Map(rows.map(({ id, ...row }) => [id, row as R]));
  }
}

function remembered<V>(known: Map<string, V>, by: object, make: () => V): V {
  const name = JSON.stringify(by);
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
}

const COUNTS = `
  SELECT user_id AS id, count(*) FILTER (WHERE seen_at IS NULL)::int AS unseen, count(*) FILTER (WHERE read_at IS NULL)::int AS unread
    FROM notification
   WHERE user_id = ANY($1::uuid[]) AND is_shown AND archived_at IS NULL AND read_at IS NULL
   GROUP BY user_id`;

const SUMMARIES = `
  SELECT group_id AS id, (array_agg(notification.id ORDER BY created_at DESC, notification.id DESC))[1] AS "newestId",
         count(*)::int AS count, count(*) FILTER (WHERE read_at IS NULL AND archived_at IS NULL)::int AS unread
    FROM notification
   WHERE group_id = ANY($1::uuid[]) AND is_shown
   GROUP BY group_id`;
