import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { UserRef } from '../user/user.stub';
import { Notification } from './notification.entity';
import {
  ArchiveNotificationsInput,
  ArchiveNotificationsPayload,
  MarkNotificationsReadInput,
  MarkNotificationsReadPayload,
  MarkNotificationsSeenInput,
  MarkNotificationsSeenPayload,
  MarkNotificationsUnreadInput,
  MarkNotificationsUnreadPayload,
  UnarchiveNotificationsInput,
  UnarchiveNotificationsPayload,
  type NotificationsChangedPayload,
  type WhichNotificationsInput,
} from './notification.input';
import { NotificationLoaders } from './notification.loaders';
import { NotificationService, type Change } from './notification.service';
import { NotificationTexts } from './notification.texts';

async function changed(
  scope: Scope,
  change: Change,
  which: WhichNotificationsInput,
): Promise<NotificationsChangedPayload> {
  const notifications = await scope.get(NotificationService).change(change, which);
  return { notifications, user: UserRef.of(signedIn(scope.viewer)) };
}

@Resolver(() => Notification)
export class NotificationResolver {
  @Query(() => Notification, { nullable: true, description: 'One of your notifications; else null.' })
  @Directive('@authenticated')
  notification(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Notification | null> {
    return scope.get(NotificationLoaders).visible.load(id);
  }

  @Mutation(() => MarkNotificationsSeenPayload, { description: 'They were in view: the badge no longer counts them.' })
  markNotificationsSeen(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkNotificationsSeenInput, { description: 'Which.' }) input: MarkNotificationsSeenInput,
  ): Promise<MarkNotificationsSeenPayload> {
    return changed(scope, 'see', input);
  }

  @Mutation(() => MarkNotificationsReadPayload, { description: 'They were read.' })
  markNotificationsRead(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkNotificationsReadInput, { description: 'Which.' }) input: MarkNotificationsReadInput,
  ): Promise<MarkNotificationsReadPayload> {
    return changed(scope, 'read', input);
  }

  @Mutation(() => MarkNotificationsUnreadPayload, { description: 'They count as unread again.' })
  markNotificationsUnread(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkNotificationsUnreadInput, { description: 'Which.' }) input: MarkNotificationsUnreadInput,
  ): Promise<MarkNotificationsUnreadPayload> {
    return changed(scope, 'unread', input);
  }

  @Mutation(() => ArchiveNotificationsPayload, { description: 'Puts them away; they count as read.' })
  archiveNotifications(
    @Ctx() scope: Scope,
    @Arg('input', () => ArchiveNotificationsInput, { description: 'Which.' }) input: ArchiveNotificationsInput,
  ): Promise<ArchiveNotificationsPayload> {
    return changed(scope, 'archive', input);
  }

  @Mutation(() => UnarchiveNotificationsPayload, { description: 'Takes them back into the list.' })
  unarchiveNotifications(
    @Ctx() scope: Scope,
    @Arg('input', () => UnarchiveNotificationsInput, { description: 'Which.' }) input: UnarchiveNotificationsInput,
  ): Promise<UnarchiveNotificationsPayload> {
    return changed(scope, 'unarchive', input);
  }

  @FieldResolver(() => String, { description: 'What happened, in one line.' })
  async title(@Ctx() scope: Scope, @Root() notification: Notification): Promise<string> {
    return (await scope.get(NotificationTexts).of(notification)).title;
  }

  @FieldResolver(() => String, { description: 'What there is to say about it.' })
  async body(@Ctx() scope: Scope, @Root() notification: Notification): Promise<string> {
    return (await scope.get(NotificationTexts).of(notification)).body;
  }

  @FieldResolver(() => Url, { description: 'Where a click leads.' })
  async url(@Ctx() scope: Scope, @Root() notification: Notification): Promise<string> {
    return (await scope.get(NotificationTexts).of(notification)).url;
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course that it is about.' })
  course(@Root() { courseId }: Notification): CourseRef | null {
    return courseId ? CourseRef.of(courseId) : null;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who did it.' })
  actor(@Root() { actorId }: Notification): UserRef | null {
    return actorId ? UserRef.of(actorId) : null;
  }
}
