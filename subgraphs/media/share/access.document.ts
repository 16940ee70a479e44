import { Field, ID, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { connectionOf } from '../../../kit/graphql/connection';
import { DateTime } from '../../../kit/graphql/scalars';
import { ShareKind } from './share.kind';

/** That somebody got a document which was shared. Kept for three months. */
@ObjectType('DocumentAccess', { description: 'That somebody got a document which was shared.' })
export class Access {
  _id!: string;
  assetId!: string;
  /** Null for whoever came by a link without having logged in. */
  personId!: string | null;

  @Field(() => ID, { description: 'The version that they got.' })
  versionId!: string;

  @Field(() => ID, { description: 'The share by which they got it; it may be taken back since.' })
  shareId!: string;

  @Field(() => ShareKind, { description: 'With whom it was shared.' })
  kind!: ShareKind;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }
}

export const accesses = defineCollection<Access>({
  name: 'share_access',
  class: Access,
  indexes: [{ keys: { assetId: 1, _id: -1 } }, { keys: { personId: 1 } }, { keys: { at: 1 } }],
});

export const AccessConnection = connectionOf(Access, 'DocumentAccess');
