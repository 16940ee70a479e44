import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { LessonRef } from '../lesson/lesson.stub';
import { AccessReason, type AccessDecision } from './access.decision';

registerEnumType(AccessReason, {
  name: 'AccessReason',
  description: 'Why access is granted, or why not.',
  valuesConfig: {
    ENROLLED: { description: 'Granted: enrolled, and entitled.' },
    STAFF: { description: 'Granted: teaches the course, or manages its enrolments.' },
    PREVIEW: { description: 'Granted: the lesson is a free preview.' },
    NOT_SIGNED_IN: { description: 'Refused: nobody is signed in.' },
    NOT_ENROLLED: { description: 'Refused: nothing is missing but `enroll`.' },
    PAYMENT_REQUIRED: { description: 'Refused: the course has to be bought.' },
    EXPIRED: { description: 'Refused: the right to the course has run out.' },
    REVOKED: { description: 'Refused: the right to the course was taken back.' },
    WAITLISTED: { description: 'Refused so far: waiting for a seat.' },
    NOT_PUBLISHED: { description: 'Refused: the course takes no learners now.' },
    LOCKED: { description: 'Refused so far: the lesson opens later.' },
  },
});

@ObjectType({ description: 'Whether the viewer may take a course, and why: the same that support staff see.' })
export class Access implements AccessDecision {
  @Field(() => Boolean, { description: 'Whether it is open to the viewer.' })
  granted!: boolean;

  @Field(() => AccessReason, { description: 'Why, or why not.' })
  reason!: AccessReason;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When this answer changes by itself, where that is known: access ends, or a locked lesson opens.',
  })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'What decided, such as the source of an entitlement: `ORDER`.' })
  via!: string | null;
}

@ObjectType({ description: 'Whether a lesson is open to the viewer, and why.' })
export class LessonAccess extends Access {
  @Field(() => [LessonRef], { nullable: 'items', description: 'Lessons to complete first.' })
  waitingFor!: LessonRef[];
}
