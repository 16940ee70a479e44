import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';

export const InstructorRole = { OWNER: 'OWNER', CO_INSTRUCTOR: 'CO_INSTRUCTOR' } as const;
export type InstructorRole = keyof typeof InstructorRole;

registerEnumType(InstructorRole, {
  name: 'InstructorRole',
  description: 'What an instructor may do with a course.',
  valuesConfig: {
    OWNER: { description: 'Edits, publishes, archives, and decides who else teaches. Each course has one.' },
    CO_INSTRUCTOR: { description: 'Edits.' },
  },
});

/** Who teaches a course. */
@Entity('course_instructor')
@ObjectType({ description: 'A person who teaches a course.' })
@ViewerIndependent()
export class CourseInstructor {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid')
  userId!: string;

  @Field(() => InstructorRole, { description: 'What this person may do with the course.' })
  @Column('text')
  role!: InstructorRole;

  @Field(() => DateTime, { description: 'Since when this person teaches it.' })
  @Column('timestamptz')
  addedAt!: Date;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
