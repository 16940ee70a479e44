import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';

/** The courses subgraph's noun, with what this one adds to it. */
@ObjectType('Course', { description: 'A course.' })
@EntityKey()
export class CourseRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

export const courseRef = (id: string): CourseRef => Object.assign(new CourseRef(), { id });
