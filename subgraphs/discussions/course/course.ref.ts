import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A course, which another subgraph owns; this one adds its forum. */
@ObjectType('Course')
@EntityKey()
export class CourseRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): CourseRef {
    return Object.assign(new CourseRef(), { id });
  }
}

export const resolveCourse: ReferenceResolver<CourseRef> = (_scope, { id }) => CourseRef.of(id);
