import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A course, which another subgraph owns; this one only points there. */
@ObjectType('Course')
@Directive('@key(fields: "id", resolvable: false)')
export class CourseRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): CourseRef {
    return Object.assign(new CourseRef(), { id });
  }
}
