import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import type { CourseFacts } from '../../../kit/events/catalog';
import { DateTime } from '../../../kit/graphql/scalars';

export const RunKind = { SELF_PACED: 'SELF_PACED', DATED: 'DATED' } as const;
export type RunKind = keyof typeof RunKind;

registerEnumType(RunKind, {
  name: 'RunKind',
  description: 'How a run of a course goes by the calendar.',
  valuesConfig: {
    SELF_PACED: { description: 'Each learner begins when they like.' },
    DATED: { description: 'All learners begin together.' },
  },
});

export const RunStatus = { SCHEDULED: 'SCHEDULED', CANCELLED: 'CANCELLED' } as const;
export type RunStatus = keyof typeof RunStatus;

registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Whether a run takes place.',
  valuesConfig: {
    SCHEDULED: { description: 'It takes place.' },
    CANCELLED: { description: 'It does not.' },
  },
});

/** One time that a course is given. */
@Entity('run')
@ObjectType({
  description: 'One time that a course is given: self-paced, or with dates and perhaps a limited number of seats.',
})
@EntityKey()
@CacheControl(60)
export class Run extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Field(() => RunKind, { description: 'How it goes by the calendar.' })
  @Column('text')
  kind!: RunKind;

  @Field(() => RunStatus, { description: 'Whether it takes place.' })
  @Column('text')
  status!: RunStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it begins; null for a self-paced run.' })
  @Column('timestamptz', { nullable: true })
  startsAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null where it has no end.' })
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone in which its dates are meant, such as `Europe/Lisbon`; null for a self-paced run.',
  })
  @Column('text', { nullable: true })
  zone!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many seats it has; null is without limit.' })
  @Column('int', { nullable: true })
  capacity!: number | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** What other subgraphs are told of it. */
  facts(): CourseFacts['runs'][number] {
    const { id, kind, startsAt, endsAt, capacity } = this;
    return {
      runId: id,
      kind,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      capacity,
    };
  }
}
