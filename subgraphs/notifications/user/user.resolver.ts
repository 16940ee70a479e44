import { Arg, Args, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import type { NotificationGroup } from '../notification/notification-group.entity';
import type { Notification } from '../notification/notification.entity';
import {
  NotificationBox,
  NotificationConnection,
  NotificationGroupConnection,
  NotificationsArgs,
} from '../notification/notification.input';
import { NotificationLoaders } from '../notification/notification.loaders';
import { UserRef } from './user.stub';

@Resolver(() => UserRef)
export class UserResolver {
  @FieldResolver(() => NotificationConnection, {
    nullable: true,
    description: 'What they were told, the newest first; null for anyone but them.',
  })
  @ListSize()
  @Directive('@authenticated')
  async notifications(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => NotificationsArgs) args: NotificationsArgs,
  ): Promise<Page<Notification> | null> {
    return scope.viewer.is(id) ? scope.get(NotificationLoaders).pagesOf(args).load(id) : null;
  }

  @FieldResolver(() => NotificationGroupConnection, {
    nullable: true,
    description: 'The same, what belongs together as one; the group with the newest first. Null for anyone but them.',
  })
  @ListSize()
  @Directive('@authenticated')
  async notificationGroups(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('box', () => NotificationBox, { defaultValue: NotificationBox.INBOX, description: 'With something in this.' })
    box: NotificationBox,
  ): Promise<Page<NotificationGroup> | null> {
    return scope.viewer.is(id) ? scope.get(NotificationLoaders).groupPagesOf(box, args).load(id) : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many notifications they have not read; null for anyone but them.',
  })
  @Directive('@authenticated')
  async unreadNotifications(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<number | null> {
    return scope.viewer.is(id) ? (await scope.get(NotificationLoaders).counts.load(id)).unread : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many have come since they looked: what a badge shows. Null for anyone but them.',
  })
  @Directive('@authenticated')
  async unseenNotifications(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<number | null> {
    return scope.viewer.is(id) ? (await scope.get(NotificationLoaders).counts.load(id)).unseen : null;
  }
}
