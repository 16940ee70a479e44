import { ArrayMaxSize, ArrayMinSize, Matches, Max, Min, IsInt, IsUUID, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Channel } from '../channel/channel';
import { CourseRef } from '../course/course.stub';
import { NotificationKind } from '../kind/kind';
import { UserRef } from '../user/user.stub';
import { DigestRhythm } from './digest-time';

registerEnumType(DigestRhythm, {
  name: 'DigestRhythm',
  description: 'How often letters are gathered into one.',
  valuesConfig: {
    NONE: { description: 'Each goes when it happens.' },
    HOURLY: { description: 'At each full hour.' },
    DAILY: { description: 'Once a day.' },
    WEEKLY: { description: 'Once a week.' },
  },
});

const wallClock = /^([01]\d|2[0-3]):[0-5]\d$/;

@ObjectType({
  description:
    'Hours in which nothing is sent out, but what is urgent to devices; what comes meanwhile goes at their end.',
})
export class QuietHoursSetting {
  @Field(() => String, { description: 'Their first minute by the clock on the person’s wall, such as `22:00`.' })
  from!: string;

  @Field(() => String, { description: 'The minute at which they are over, such as `07:00`.' })
  until!: string;
}

@ObjectType({ description: 'When somebody wants to hear.' })
export class NotificationTimes {
  @Field(() => QuietHoursSetting, { nullable: true, description: 'When nothing is sent out; null is never.' })
  quietHours!: QuietHoursSetting | null;

  @Field(() => DigestRhythm, { description: 'How often letters are gathered into one. What is urgent goes at once.' })
  digest!: DigestRhythm;

  @Field(() => String, { description: 'When the daily or weekly one goes, by the clock on the person’s wall.' })
  digestAt!: string;

  @Field(() => Int, { description: 'The day of the weekly one: 1 is Monday, 7 is Sunday.' })
  digestWeekday!: number;

  @Field(() => String, { nullable: true, description: 'The IANA zone that counts: that of the profile.' })
  timeZone!: string | null;

  @Field(() => [CourseRef], { nullable: 'items', description: 'Courses that say nothing to them.' })
  mutedCourses!: (CourseRef | null)[];
}

@ObjectType({ description: 'Whether somebody is told of a kind by a channel.' })
export class NotificationPreference {
  @Field(() => NotificationKind, { description: 'Of what.' })
  kind!: NotificationKind;

  @Field(() => Channel, { description: 'By which way.' })
  channel!: Channel;

  @Field(() => Boolean, { description: 'Whether they are.' })
  isOn!: boolean;

  @Field(() => Boolean, { description: 'Whether that is so because they chose nothing.' })
  isDefault!: boolean;
}

@InputType({ description: 'A choice.' })
export class NotificationPreferenceInput {
  @Field(() => NotificationKind, { description: 'Of what.' })
  kind!: NotificationKind;

  @Field(() => Channel, { description: 'By which way.' })
  channel!: Channel;

  @Field(() => Boolean, { description: 'Whether you want to be told.' })
  isOn!: boolean;
}

@InputType({ description: 'What you want to be told, and how.' })
export class SetNotificationPreferencesInput {
  @Field(() => [NotificationPreferenceInput], { description: 'The choices to make, 1 to 200; others stay.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  preferences!: NotificationPreferenceInput[];
}

@InputType({ description: 'Hours in which nothing is sent out, but what is urgent to devices.' })
export class QuietHoursInput {
  @Field(() => String, { description: 'Their first minute by the clock on your wall, such as `22:00`.' })
  @Matches(wallClock)
  from!: string;

  @Field(() => String, { description: 'The minute at which they are over, such as `07:00`.' })
  @Matches(wallClock)
  until!: string;
}

@InputType({ description: 'When you want to hear. What is left out stays.' })
export class SetNotificationTimesInput {
  @Field(() => QuietHoursInput, { nullable: true, description: 'When nothing is sent out; null for never.' })
  @ValidateNested()
  quietHours?: QuietHoursInput | null;

  @Field(() => DigestRhythm, { nullable: true, description: 'How often letters are gathered into one.' })
  digest?: DigestRhythm | null;

  @Field(() => String, { nullable: true, description: 'When the daily or weekly one goes, such as `08:00`.' })
  @Matches(wallClock)
  digestAt?: string | null;

  @Field(() => Int, { nullable: true, description: 'The day of the weekly one: 1 is Monday, 7 is Sunday.' })
  @IsInt()
  @Min(1)
  @Max(7)
  digestWeekday?: number | null;
}

@InputType({ description: 'The course that is to say nothing.' })
export class MuteCourseInput {
  @Field(() => ID, { description: 'The course.' })
  @IsUUID()
  courseId!: string;
}

@InputType({ description: 'The course that is to be heard again.' })
export class UnmuteCourseInput {
  @Field(() => ID, { description: 'The course.' })
  @IsUUID()
  courseId!: string;
}

@ObjectType()
abstract class SettingsPayload {
  @Field(() => UserRef, { nullable: true, description: 'You, with what you chose.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'The choices are made.' })
export class SetNotificationPreferencesPayload extends SettingsPayload {}

@ObjectType({ description: 'The times are set.' })
export class SetNotificationTimesPayload extends SettingsPayload {}

@ObjectType({ description: 'The course says nothing any more.' })
export class MuteCoursePayload extends SettingsPayload {}

@ObjectType({ description: 'The course is heard again.' })
export class UnmuteCoursePayload extends SettingsPayload {}
