import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Channel } from '../channel/channel';
import { ContactLoaders } from '../contact/contact.loaders';
import { CourseRef } from '../course/course.stub';
import { NotificationKind } from '../kind/kind';
import { isUsual } from '../preference/defaults';
import { UserRef } from '../user/user.stub';
import { SettingsLoaders } from './settings.loaders';
import { SettingsService } from './settings.service';
import {
  MuteCourseInput,
  MuteCoursePayload,
  NotificationPreference,
  NotificationTimes,
  SetNotificationPreferencesInput,
  SetNotificationPreferencesPayload,
  SetNotificationTimesInput,
  SetNotificationTimesPayload,
  UnmuteCourseInput,
  UnmuteCoursePayload,
} from './settings.types';
import { writeMinutes } from './wall-clock';

@Resolver(() => UserRef)
export class SettingsResolver {
  @FieldResolver(() => [NotificationPreference], {
    nullable: true,
    description: 'Of what they are told by which channel; null for anyone but them.',
  })
  @Directive('@authenticated')
  async notificationPreferences(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
  ): Promise<NotificationPreference[] | null> {
    if (!scope.viewer.is(id)) return null;
    const chosen = await scope.get(SettingsLoaders).chosen.load(id);
    const known = new Map(chosen.map(({ kind, channel, isOn }) => [`${kind}:${channel}`, isOn]));
    return Object.values(NotificationKind).flatMap((kind) =>
      Object.values(Channel).map((channel) => {
        const choice = known.get(`${kind}:${channel}`);
        const isOn = choice ?? isUsual(kind, channel);
        return { kind, channel, isOn, isDefault: choice === undefined };
      }),
    );
  }

  @FieldResolver(() => NotificationTimes, {
    nullable: true,
    description: 'When they want to hear; null for anyone but them.',
  })
  @Directive('@authenticated')
  async notificationTimes(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<NotificationTimes | null> {
    if (!scope.viewer.is(id)) return null;
    const [settings, mutes, contact] = await Promise.all([
      scope.get(SettingsLoaders).of(id),
      scope.get(SettingsLoaders).mutes.load(id),
      scope.get(ContactLoaders).of.load(id),
    ]);
    const { quiet, digest, digestAt, digestWeekday } = settings;
    return {
      quietHours: quiet && { from: writeMinutes(quiet.from), until: writeMinutes(quiet.until) },
      digest,
      digestAt: writeMinutes(digestAt),
      digestWeekday,
      timeZone: contact?.timeZone ?? null,
      mutedCourses: mutes.map(({ courseId }) => CourseRef.of(courseId)),
    };
  }

  @Mutation(() => SetNotificationPreferencesPayload, { description: 'Chooses what you are told, and how.' })
  async setNotificationPreferences(
    @Ctx() scope: Scope,
    @Arg('input', () => SetNotificationPreferencesInput, { description: 'The choices.' })
    { preferences }: SetNotificationPreferencesInput,
  ): Promise<SetNotificationPreferencesPayload> {
    return { user: UserRef.of(await scope.get(SettingsService).prefer(preferences)) };
  }

  @Mutation(() => SetNotificationTimesPayload, { description: 'Sets your quiet hours and how letters are gathered.' })
  async setNotificationTimes(
    @Ctx() scope: Scope,
    @Arg('input', () => SetNotificationTimesInput, { description: 'The times.' }) input: SetNotificationTimesInput,
  ): Promise<SetNotificationTimesPayload> {
    return { user: UserRef.of(await scope.get(SettingsService).setTimes(input)) };
  }

  @Mutation(() => MuteCoursePayload, { description: 'Hears nothing of a course any more, but what is urgent.' })
  async muteCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => MuteCourseInput, { description: 'Which.' }) { courseId }: MuteCourseInput,
  ): Promise<MuteCoursePayload> {
    return { user: UserRef.of(await scope.get(SettingsService).mute(courseId)) };
  }

  @Mutation(() => UnmuteCoursePayload, { description: 'Hears of a course again.' })
  async unmuteCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => UnmuteCourseInput, { description: 'Which.' }) { courseId }: UnmuteCourseInput,
  ): Promise<UnmuteCoursePayload> {
    return { user: UserRef.of(await scope.get(SettingsService).unmute(courseId)) };
  }
}
