import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A place in the catalogue's tree, which another subgraph owns; this one only points there. */
@ObjectType('Category')
@Directive('@key(fields: "id", resolvable: false)')
export class CategoryRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): CategoryRef {
    return Object.assign(new CategoryRef(), { id });
  }
}
