import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A stay in a course, which another subgraph owns; this one only points there. */
@ObjectType('Enrollment')
@Directive('@key(fields: "id", resolvable: false)')
export class EnrollmentRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): EnrollmentRef {
    return Object.assign(new EnrollmentRef(), { id });
  }
}
