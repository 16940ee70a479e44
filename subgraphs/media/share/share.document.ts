import { Field, ID, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import { ShareKind } from './share.kind';

/** That a document is shared with somebody. Once it is over or taken back it is not there any more. */
@ObjectType('DocumentShare', { description: 'That a document is shared with somebody.' })
export class Share {
  _id!: string;
  assetId!: string;
  createdById!: string;
  /** Of the person, course or lesson; null for a link. */
  withId!: string | null;
  /** Of a link: SHA-256 of the secret in it. */
  tokenHash!: string | null;
  /** Of a link with a password: argon2id. */
  passwordHash!: string | null;

  @Field(() => ShareKind, { description: 'With whom.' })
  kind!: ShareKind;

  @Field(() => DateTime, { description: 'Since when.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null where it has no end.' })
  expiresAt!: Date | null;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  @Field(() => Boolean, { description: 'Whether its link asks for a password.' })
  get hasPassword(): boolean {
    return this.passwordHash !== null;
  }

  isOverAt(now: Date): boolean {
    return this.expiresAt !== null && this.expiresAt <= now;
  }
}

export const shares = defineCollection<Share>({
  name: 'share',
  type: 'SharedDocument',
  class: Share,
  indexes: [
    { keys: { assetId: 1, _id: 1 } },
    { keys: { withId: 1, kind: 1, _id: -1 } },
    { keys: { tokenHash: 1 }, unique: true, where: { tokenHash: { $type: 'string' } } },
    { keys: { expiresAt: 1 } },
  ],
});
