import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A file, which another subgraph owns; this one only points there. */
@ObjectType('Asset')
@Directive('@key(fields: "id", resolvable: false)')
export class AssetRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): AssetRef {
    return Object.assign(new AssetRef(), { id });
  }
}
