import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A person, whom another subgraph owns; this one only points there. */
@ObjectType('User')
@Directive('@key(fields: "id", resolvable: false)')
export class UserRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): UserRef {
    return Object.assign(new UserRef(), { id });
  }
}
