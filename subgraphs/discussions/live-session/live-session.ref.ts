import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A live session, which another subgraph owns; this one adds where its people chat. */
@ObjectType('LiveSession')
@EntityKey()
export class LiveSessionRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): LiveSessionRef {
    return Object.assign(new LiveSessionRef(), { id });
  }
}

export const resolveLiveSession: ReferenceResolver<LiveSessionRef> = (_scope, { id }) => LiveSessionRef.of(id);
