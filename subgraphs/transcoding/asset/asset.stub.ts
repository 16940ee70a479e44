import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A file that was uploaded, which another subgraph owns; this one adds how it is prepared. */
@ObjectType('Asset')
@EntityKey()
export class AssetRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): AssetRef {
    return Object.assign(new AssetRef(), { id });
  }
}

/** The stub reveals nothing: its field decides for itself. */
export const resolveAsset: ReferenceResolver<AssetRef> = (_scope, { id }) => AssetRef.of(id);
