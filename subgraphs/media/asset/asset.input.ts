import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Asset } from './asset.document';
import { AssetKind } from './asset.kind';
import { AssetState, RefusalReason } from './asset.states';

@InputType({ description: 'Which files; what is left out does not matter.' })
export class AssetFilter {
  @Field(() => AssetKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: AssetKind | null;

  @Field(() => AssetState, { nullable: true, description: 'Only those that stand like this.' })
  state?: AssetState | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Those of an organisation: all of them for who looks after its files (`media.manage`), for everyone else their own. Without it, the viewer's own outside of organisations.",
  })
  organisationId?: string | null;
}

@ObjectType({ description: 'Why a file is of no use.' })
export class AssetRefusal {
  @Field(() => RefusalReason, { description: 'What is wrong with it.' })
  reason!: RefusalReason;

  @Field(() => String, { description: 'For people.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'A code of what prepared the file, where it gave one.' })
  detail!: string | null;
}

@InputType({ description: 'The file to delete.' })
export class DeleteAssetInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'What was deleted.' })
export class DeleteAssetPayload {
  @Field(() => ID, { description: 'The id that the file had.' })
  deletedAssetId!: string;
}

@ObjectType({ description: 'A file that has changed.' })
export class AssetChanged {
  @Field(() => Asset, { nullable: true, description: 'The file as it is now; null once it is deleted.' })
  asset!: Asset | null;
}
