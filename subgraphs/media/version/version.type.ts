import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BigIntScalar, DateTime, Duration } from '../../../kit/graphql/scalars';
import type { Asset } from '../asset/asset.document';
import { AssetRefusal } from '../asset/asset.input';
import { AssetState, messageOf } from '../asset/asset.states';
import { UserRef } from '../user/user.ref';

@ObjectType('AssetVersion', { description: 'One of the files that an asset consisted of, one after the other.' })
export class VersionView {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => AssetState, { description: 'Where it stands.' })
  state!: AssetState;

  @Field(() => AssetRefusal, { nullable: true, description: 'Why it is of no use; null where it is of use.' })
  refusal!: AssetRefusal | null;

  @Field(() => Boolean, { description: 'Whether it is the one that is shown.' })
  isCurrent!: boolean;

  @Field(() => BigIntScalar, { description: 'Size in bytes, as announced until it is there.' })
  bytes!: bigint;

  @Field(() => String, { nullable: true, description: 'Media type by content; null until that is known.' })
  contentType!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 in hexadecimal: two versions with the same are the same. Null until that is known.',
  })
  checksum!: string | null;

  @Field(() => Int, { nullable: true, description: 'Pages of a PDF that is ready.' })
  pageCount!: number | null;

  @Field(() => Duration, { nullable: true, description: 'How long it plays, in seconds; null for what does not play.' })
  duration!: number | null;

  @Field(() => UserRef, { nullable: true, description: 'Who sent it.' })
  sentBy!: UserRef;

  @Field(() => DateTime, { description: 'When its upload was begun.' })
  createdAt!: Date;

  /** For the download. */
  objectKey!: string;
  fileName!: string;

  /** The newest first. */
  static allOf({ versions, currentVersionId, ownerId, fileName }: Asset): VersionView[] {
    return versions.toReversed().map(({ refusal, transcoded, sentById, bytes, ...version }) =>
      Object.assign(new VersionView(), {
        ...version,
        refusal: refusal && { ...refusal, message: messageOf(refusal.reason) },
        bytes: BigInt(bytes),
        duration: transcoded?.duration ?? null,
        isCurrent: version.id === currentVersionId,
        sentBy: UserRef.of(sentById ?? ownerId),
        fileName,
      }),
    );
  }
}
