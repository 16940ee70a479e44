import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { NotificationGroup } from './notification-group.entity';
import { Notification } from './notification.entity';
import { NotificationLoaders, type GroupSummary } from './notification.loaders';
import { NotificationTexts } from './notification.texts';

const summary = (scope: Scope, { id }: NotificationGroup): Promise<GroupSummary | null> =>
  scope.get(NotificationLoaders).summaries.load(id);

@Resolver(() => NotificationGroup)
export class NotificationGroupResolver {
  @FieldResolver(() => Int, { description: 'How many it has.' })
  async count(@Ctx() scope: Scope, @Root() group: NotificationGroup): Promise<number> {
    return (await summary(scope, group))?.count ?? 0;
  }

  @FieldResolver(() => Int, { description: 'How many of them were neither read nor put away.' })
  async unreadCount(@Ctx() scope: Scope, @Root() group: NotificationGroup): Promise<number> {
    return (await summary(scope, group))?.unread ?? 0;
  }

  @FieldResolver(() => Notification, { nullable: true, description: 'The newest of them.' })
  async newest(@Ctx() scope: Scope, @Root() group: NotificationGroup): Promise<Notification | null> {
    const found = await summary(scope, group);
    return found && scope.get(NotificationLoaders).visible.load(found.newestId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What happened, in one line that counts what is unread: “5 new reviews of …”.',
  })
  async title(@Ctx() scope: Scope, @Root() group: NotificationGroup): Promise<string | null> {
    const found = await summary(scope, group);
    const newest = found && (await scope.get(NotificationLoaders).visible.load(found.newestId));
    return newest ? (await scope.get(NotificationTexts).of(newest, { count: Math.max(found.unread, 1) })).title : null;
  }
}
