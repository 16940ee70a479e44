import { Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BigIntScalar } from '../../../kit/graphql/scalars';
import { Asset } from '../asset/asset.document';
import { UploadTicket } from '../upload/upload.input';

const expectedVersionDescription = 'The `version` of the file that you read; a stale one is refused with CONFLICT.';

@InputType({ description: 'The file that takes the place of another one.' })
export class AddAssetVersionInput {
  @Field(() => ID, { description: 'The file that gets a new version.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => BigIntScalar, { description: 'Size of the new version in bytes.' })
  bytes!: bigint;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the new version in hexadecimal: where it arrives otherwise, it is refused.',
  })
  @Matches(/^[0-9a-f]{64}$/i)
  checksum?: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersionDescription })
  expectedVersion?: number | null;
}

@InputType({ description: 'The version that is shown again.' })
export class RestoreAssetVersionInput {
  @Field(() => ID, { description: 'The file.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => ID, { description: 'The version of it.' })
  @MaxLength(100)
  versionId!: string;

  @Field(() => Int, { nullable: true, description: expectedVersionDescription })
  expectedVersion?: number | null;
}

@InputType({ description: 'The version that is not kept any longer.' })
export class RemoveAssetVersionInput {
  @Field(() => ID, { description: 'The file.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => ID, { description: 'The version of it.' })
  @MaxLength(100)
  versionId!: string;

  @Field(() => Int, { nullable: true, description: expectedVersionDescription })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'How to send the new version.' })
export class AddAssetVersionPayload {
  @Field(() => UploadTicket, { description: 'How to send it.' })
  ticket!: UploadTicket;

  @Field(() => ID, { description: 'The id that it has among `versions`.' })
  versionId!: string;

  @Field(() => Asset, { description: 'The file: it shows what it showed until the new version is ready.' })
  asset!: Asset;
}

@ObjectType({ description: 'The file that shows an earlier version.' })
export class RestoreAssetVersionPayload {
  @Field(() => Asset, { description: 'The file as it is now.' })
  asset!: Asset;
}

@ObjectType({ description: 'The file without the version.' })
export class RemoveAssetVersionPayload {
  @Field(() => ID, { description: 'The id that the version had.' })
  removedVersionId!: string;

  @Field(() => Asset, { description: 'The file as it is now.' })
  asset!: Asset;
}
