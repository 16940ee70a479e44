import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A stay in a course, which another subgraph owns; this one adds the order that paid for it. */
@ObjectType('Enrollment')
@EntityKey()
export class EnrollmentRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): EnrollmentRef {
    return Object.assign(new EnrollmentRef(), { id });
  }
}

/** The stub reveals nothing: its field decides for itself. */
export const resolveEnrollment: ReferenceResolver<EnrollmentRef> = (_scope, { id }) => EnrollmentRef.of(id);
