import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { BigIntScalar, DateTime } from '../../../kit/graphql/scalars';
import type { Asset } from '../asset/asset.document';
import { Picture } from '../picture/picture.type';
import type { Share } from './share.document';
import { ShareKind } from './share.kind';

@ObjectType({ description: 'A document as those see it with whom it is shared.' })
export class SharedDocument {
  @Field(() => ID, { description: 'Opaque id: that of the share.' })
  id!: string;

  @Field(() => ShareKind, { description: 'With whom it is shared.' })
  kind!: ShareKind;

  @Field(() => String, { description: 'Name of the file, for people.' })
  fileName!: string;

  @Field(() => BigIntScalar, { description: 'Size in bytes.' })
  bytes!: bigint;

  @Field(() => String, { nullable: true, description: 'Media type by content.' })
  contentType!: string | null;

  @Field(() => Int, { nullable: true, description: 'Pages of a PDF.' })
  pageCount!: number | null;

  @Field(() => Picture, { nullable: true, description: 'The first page of a PDF.' })
  picture!: Picture | null;

  @Field(() => DateTime, { description: 'Since when it is shared.' })
  sharedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null where it has no end.' })
  expiresAt!: Date | null;

  static of({ id, kind, createdAt: sharedAt, expiresAt }: Share, asset: Asset): SharedDocument {
    const { fileName, bytes, contentType, pageCount } = asset;
    const picture = Picture.of(asset);
    const facts = { fileName, bytes, contentType, pageCount, picture };
    return Object.assign(new SharedDocument(), { id, kind, sharedAt, expiresAt, ...facts });
  }
}

export const SharedDocumentConnection = connectionOf(SharedDocument);
