import { ArrayMaxSize, ArrayMinSize, IsUUID, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { NotificationKind } from '../kind/kind';
import { UserRef } from '../user/user.stub';
import { NotificationGroup } from './notification-group.entity';
import { Notification } from './notification.entity';

export const NotificationConnection = connectionOf(Notification);
export const NotificationGroupConnection = connectionOf(NotificationGroup);

/** Which part of somebody's notifications. */
export enum NotificationBox {
  /** What was not put away. */
  INBOX = 'INBOX',
  UNREAD = 'UNREAD',
  ARCHIVE = 'ARCHIVE',
}
registerEnumType(NotificationBox, {
  name: 'NotificationBox',
  description: 'Which part of the notifications.',
  valuesConfig: {
    INBOX: { description: 'What was not put away, read or not.' },
    UNREAD: { description: 'What was neither read nor put away.' },
    ARCHIVE: { description: 'What was put away.' },
  },
});

@InputType({ description: 'Which notifications; every condition that is given must hold.' })
export class NotificationFilter {
  @Field(() => [NotificationKind], { nullable: true, description: 'Of one of these kinds.' })
  @ArrayMaxSize(50)
  kinds?: NotificationKind[] | null;

  @Field(() => ID, { nullable: true, description: 'About this course.' })
  @IsUUID()
  courseId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this group.' })
  @IsUUID()
  groupId?: string | null;
}

@ArgsType()
export class NotificationsArgs extends PageArgs {
  @Field(() => NotificationBox, { defaultValue: NotificationBox.INBOX, description: 'Which part of them.' })
  box!: NotificationBox;

  @Field(() => NotificationFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: NotificationFilter | null;
}

/** Which of their own notifications somebody means: some, those of a group, or all. One of the three is given. */
@InputType()
export abstract class WhichNotificationsInput {
  @Field(() => [ID], { nullable: true, description: 'These, 1 to 100; ids of others’ are left out.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'All of this group.' })
  groupId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'All there are now.' })
  all?: boolean | null;
}

@InputType({ description: 'What was in view.' })
export class MarkNotificationsSeenInput extends WhichNotificationsInput {}

@InputType({ description: 'What was read.' })
export class MarkNotificationsReadInput extends WhichNotificationsInput {}

@InputType({ description: 'What is to count as unread again.' })
export class MarkNotificationsUnreadInput extends WhichNotificationsInput {}

@InputType({ description: 'What to put away.' })
export class ArchiveNotificationsInput extends WhichNotificationsInput {}

@InputType({ description: 'What to take back into the list.' })
export class UnarchiveNotificationsInput extends WhichNotificationsInput {}

@ObjectType()
export abstract class NotificationsChangedPayload {
  @Field(() => [Notification], { description: 'Those that changed, the newest first, at most 100 of them.' })
  notifications!: Notification[];

  @Field(() => UserRef, { nullable: true, description: 'You: ask for what you have not read now.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'The notifications are seen.' })
export class MarkNotificationsSeenPayload extends NotificationsChangedPayload {}

@ObjectType({ description: 'The notifications are read.' })
export class MarkNotificationsReadPayload extends NotificationsChangedPayload {}

@ObjectType({ description: 'The notifications are unread.' })
export class MarkNotificationsUnreadPayload extends NotificationsChangedPayload {}

@ObjectType({ description: 'The notifications are put away.' })
export class ArchiveNotificationsPayload extends NotificationsChangedPayload {}

@ObjectType({ description: 'The notifications are in the list again.' })
export class UnarchiveNotificationsPayload extends NotificationsChangedPayload {}

@ObjectType({ description: 'Somebody was told something.' })
export class NotificationReceived {
  @Field(() => Notification, { description: 'What they were told.' })
  notification!: Notification;

  @Field(() => UserRef, { nullable: true, description: 'You: ask for what you have not read now.' })
  user!: UserRef | null;
}
