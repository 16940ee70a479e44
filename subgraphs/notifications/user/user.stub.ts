import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A person, whom another subgraph owns; this one adds what they hear of. */
@ObjectType('User')
@EntityKey()
export class UserRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): UserRef {
    return Object.assign(new UserRef(), { id });
  }
}

export const resolveUser: ReferenceResolver<UserRef> = (_scope, { id }) => UserRef.of(id);
