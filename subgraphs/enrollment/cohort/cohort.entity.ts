import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';

/** A named group of learners in a run; a learner is in one at most. */
@Entity('cohort')
@ObjectType({ description: 'A named group of the learners of a run. A learner is in one at most.' })
@EntityKey()
export class Cohort extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'The run; null in a course without runs.' })
  @Column('uuid', { nullable: true })
  runId!: string | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => String, { description: 'Its name, unique in the run.' })
  @Column('text')
  name!: string;
}
