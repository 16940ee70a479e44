import { Matches, MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { BigIntScalar, DateTime, Url } from '../../../kit/graphql/scalars';
import { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetProtection } from '../asset/asset.protection';

@InputType({ description: 'The file that you want to send.' })
export class CreateUploadInput {
  @Field(() => AssetKind, { description: 'What it is for.' })
  kind!: AssetKind;

  @Field(() => String, { description: 'Its name, as people will read it.' })
  @MinLength(1)
  @MaxLength(255)
  fileName!: string;

  @Field(() => BigIntScalar, { description: 'Its size in bytes.' })
  bytes!: bigint;

  @Field(() => ID, { nullable: true, description: 'The organisation that it is for; without one it is your own.' })
  @MaxLength(100)
  organisationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file in hexadecimal: where it arrives otherwise, it is refused.',
  })
  @Matches(/^[0-9a-f]{64}$/i)
  checksum?: string | null;

  @Field(() => AssetProtection, {
    nullable: true,
    description: 'How a video, or sound, is encrypted on its way to players; CLEAR unless told.',
  })
  protection?: AssetProtection | null;
}

@ObjectType({ description: 'Leave to send one file, for the one who asked.' })
export class UploadTicket {
  @Field(() => ID, {
    description:
      'Its id: `ticket` in the metadata of the request that creates the upload (tus 1.0), and of those that create its parts, where it is sent in several at once.',
  })
  id!: string;

  @Field(() => Url, {
    description:
      'Where to send it by tus 1.0, with the access token of the one who asked. It is there already: a client may begin with HEAD.',
  })
  url!: string;

  @Field(() => Url, { description: 'Where clients of tus create uploads that they do not know the address of.' })
  endpoint!: string;

  @Field(() => BigIntScalar, { description: 'Bytes that will be taken: those that were announced.' })
  maxBytes!: bigint;

  @Field(() => DateTime, { description: 'When the upload is given up if it has not come to its end.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'What to do next, and what will come of it.' })
export class CreateUploadPayload {
  @Field(() => UploadTicket, { description: 'How to send the file.' })
  ticket!: UploadTicket;

  @Field(() => Asset, { description: 'What the file will be; follow it by `assetChanged`.' })
  asset!: Asset;
}
