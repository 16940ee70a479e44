import { ArrayMaxSize, IsDate, IsUUID, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, Duration } from '../../../kit/graphql/scalars';
import { Enrollment } from '../enrollment/enrollment.entity';
import { LessonRef } from '../lesson/lesson.stub';
import { CourseProgress } from './course-progress.entity';

/** What the house's own players report begins with `playback:`; nobody else's may. */
const plainText = /^(?!playback:)[\x20-\x7e]{1,64}$/;

export enum ProgressEventKind {
  OPENED = 'OPENED',
  WATCHED = 'WATCHED',
  COMPLETED = 'COMPLETED',
}
registerEnumType(ProgressEventKind, {
  name: 'ProgressEventKind',
  description: 'What a learner did.',
  valuesConfig: {
    OPENED: {
      description: 'Opened a lesson. For a video it starts the player session that `WATCHED` reports belong to.',
    },
    WATCHED: { description: "Played parts of a video since the session's last report." },
    COMPLETED: {
      description:
        'Marked a lesson as completed. A video completes by itself when 90 % was watched; this alone does not complete it.',
    },
  },
});

@InputType({ description: 'A part of a video that was played.' })
export class WatchRangeInput {
  @Field(() => Duration, { description: 'Where it starts, in seconds from the start of the video.' })
  from!: number;

  @Field(() => Duration, { description: 'Where it ends.' })
  to!: number;
}

@InputType({ description: 'Something that a learner did, perhaps offline and a while ago.' })
export class ProgressEventInput {
  @Field(() => ID, {
    description:
      'Made by the client, unique for the learner: a repeated one changes nothing. 1 to 64 printable ASCII characters, not beginning with `playback:`.',
  })
  @Matches(plainText)
  clientId!: string;

  @Field(() => ID, { description: 'The lesson.' })
  @IsUUID()
  lessonId!: string;

  @Field(() => ProgressEventKind, { description: 'What happened.' })
  kind!: ProgressEventKind;

  @Field(() => DateTime, {
    description: 'When it happened. A time in the future counts as now; one before the enrolment is rejected.',
  })
  @IsDate()
  at!: Date;

  @Field(() => ID, {
    nullable: true,
    description:
      'The player session, for OPENED and WATCHED of a video; one per lesson where absent. 1 to 64 printable ASCII characters, not beginning with `playback:`.',
  })
  @Matches(plainText)
  viewingId?: string | null;

  @Field(() => [WatchRangeInput], {
    nullable: true,
    description:
      'For WATCHED: what was played since the last report, at most 50 ranges. More than the time that passed allows, at double speed, is not counted.',
  })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  ranges?: WatchRangeInput[] | null;
}

@InputType({
  description: 'What a learner did in one course. Batches may come late, in any order, and more than once.',
})
export class RecordProgressInput {
  @Field(() => ID, { description: 'The course, in which the viewer is enrolled.' })
  courseId!: string;

  @Field(() => [ProgressEventInput], { description: 'At most 200 events.' })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  events!: ProgressEventInput[];
}

export enum RejectionCode {
  LESSON_NOT_FOUND = 'LESSON_NOT_FOUND',
  BEFORE_ENROLLMENT = 'BEFORE_ENROLLMENT',
  LESSON_LOCKED = 'LESSON_LOCKED',
  TOO_MANY_EVENTS = 'TOO_MANY_EVENTS',
}
registerEnumType(RejectionCode, {
  name: 'ProgressRejectionCode',
  description: 'Why an event gained nothing.',
  valuesConfig: {
    LESSON_NOT_FOUND: { description: 'The published course has no such lesson.' },
    BEFORE_ENROLLMENT: { description: 'It happened before the learner was enrolled.' },
    LESSON_LOCKED: {
      description:
        'The lesson was not open at that time. It counts after all once an event arrives that opened it earlier.',
    },
    TOO_MANY_EVENTS: { description: 'The enrolment has as many events as are kept.' },
  },
});

@ObjectType({ description: 'An event that gained nothing. Sending it again does not help.' })
export class RejectedEvent {
  @Field(() => ID, { description: 'Which event.' })
  clientId!: string;

  @Field(() => RejectionCode, { description: 'Why.' })
  code!: RejectionCode;

  @Field(() => String, { description: 'Why, for people.' })
  message!: string;
}

@ObjectType({ description: 'Where the learner stands now.' })
export class RecordProgressPayload {
  @Field(() => CourseProgress, { description: 'Progress in the course.' })
  progress!: CourseProgress;

  @Field(() => Enrollment, { description: 'The enrolment.' })
  enrollment!: Enrollment;

  @Field(() => [LessonRef], { nullable: 'items', description: 'The lessons that the events were about.' })
  lessons!: LessonRef[];

  @Field(() => Int, { description: 'How many events were new and are kept.' })
  accepted!: number;

  @Field(() => [RejectedEvent], { description: 'The events that gained nothing.' })
  rejected!: RejectedEvent[];
}

@ObjectType({ description: 'Where to continue.' })
export class ResumePoint {
  @Field(() => LessonRef, { nullable: true, description: 'The lesson.' })
  lesson!: LessonRef;

  @Field(() => Duration, { description: 'Where in it, in seconds from the start.' })
  position!: number;
}

@ObjectType({ description: 'A lesson, and whether and why it counts.' })
export class LessonExplanation {
  @Field(() => LessonRef, { nullable: true, description: 'The lesson.' })
  lesson!: LessonRef;

  @Field(() => Boolean, { description: 'Whether it is one of those that it takes to complete the course.' })
  counts!: boolean;

  @Field(() => Boolean, { description: 'Whether it is done.' })
  done!: boolean;

  @Field(() => String, { description: 'Why, in English.' })
  why!: string;
}

@ObjectType({ description: 'Why progress is what it is.' })
export class ProgressExplanation {
  @Field(() => String, { description: 'The whole in a sentence or two, in English.' })
  text!: string;

  @Field(() => [LessonExplanation], { description: 'Every lesson of the course, in its order.' })
  lessons!: LessonExplanation[];
}
