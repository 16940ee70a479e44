import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';

/** A person of the users subgraph; here only the key, and what courses add to it. */
@ObjectType('User')
@EntityKey()
export class User {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): User {
    return Object.assign(new User(), { id });
  }
}
