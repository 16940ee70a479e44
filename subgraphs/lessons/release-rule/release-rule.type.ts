import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { ReleaseRule } from '../../../kit/events/catalog';
import { DateTime } from '../../../kit/graphql/scalars';
import { Lesson } from '../lesson/lesson.entity';

@ObjectType({ description: 'Opens at a moment on the clock of a time zone, the same for everyone.' })
export class ReleaseAt {
  @Field(() => String, { description: 'The wall-clock time that was chosen, such as `2026-03-02T09:00`.' })
  local!: string;

  @Field(() => String, { description: 'Its IANA time zone, such as `Europe/Lisbon`.' })
  zone!: string;

  @Field(() => DateTime, { description: 'The instant which that is.' })
  instant!: Date;
}

@ObjectType({ description: 'Opens a number of calendar days after the learner enrolled.' })
export class ReleaseAfterDays {
  @Field(() => Int, { description: 'Calendar days: at the same time of day, also where the clock changes in between.' })
  days!: number;

  @Field(() => String, { description: 'The IANA time zone in which days are counted.' })
  zone!: string;
}

@ObjectType({ description: 'Opens once the learner completed another lesson of the course.' })
export class ReleaseAfterLesson {
  lessonId!: string;
}

const types = { AT: ReleaseAt, DAYS_AFTER_ENROLLMENT: ReleaseAfterDays, AFTER_LESSON: ReleaseAfterLesson } as const;

export const ReleaseRuleUnion = createUnionType({
  name: 'ReleaseRule',
  description: 'When a lesson opens for enrolled learners.',
  types: () => [ReleaseAt, ReleaseAfterDays, ReleaseAfterLesson] as const,
  resolveType: (rule: object) => types[(rule as ReleaseRule).kind],
});

@ObjectType({ description: 'Whether a lesson is open for the viewer, and what it waits for.' })
export class LessonRelease {
  @Field(() => Boolean, { description: 'Whether all its rules are met. A completed lesson stays open.' })
  isReleased!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When its dated rules are met; null without any.' })
  at!: Date | null;

  @Field(() => [Lesson], { description: 'The lessons to complete first.' })
  waitingFor!: Lesson[];
}
