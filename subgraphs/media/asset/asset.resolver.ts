import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Url } from '../../../kit/graphql/scalars';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { Picture } from '../picture/picture.type';
import { AssetUsage } from './asset-use.type';
import { AssetConnection } from './asset.connection';
import { Asset } from './asset.document';
import { AssetChanged, AssetFilter, AssetRefusal, DeleteAssetInput, DeleteAssetPayload } from './asset.input';
import type { AssetMessage } from './asset.live';
import { AssetLoaders } from './asset.loaders';
import { AssetService } from './asset.service';
import { AssetState, messageOf } from './asset.states';
import { AssetUses } from './asset.uses';

/** Seconds for which a download may be begun. */
const downloadLifetime = 600;

@Resolver(() => Asset)
export class AssetResolver {
  @Query(() => Asset, {
    nullable: true,
    description: 'One file; null for whoever neither uploaded it nor looks after the files of its organisation.',
  })
  asset(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Asset | null> {
    return scope.get(AssetLoaders).visible.load(id);
  }

  @Query(() => AssetConnection, { nullable: true, description: "The viewer's files, the newest first." })
  @ListSize()
  @Directive('@authenticated')
  assets(
    @Ctx() scope: Scope,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AssetFilter, { nullable: true, description: 'Which of them.' }) filter?: AssetFilter | null,
  ): Promise<Page<Asset>> {
    return scope.get(AssetService).page(filter ?? {}, args);
  }

  @Mutation(() => DeleteAssetPayload, { description: 'Deletes a file that is shown nowhere.' })
  async deleteAsset(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteAssetInput, { description: 'Which.' }) { id }: DeleteAssetInput,
  ): Promise<DeleteAssetPayload> {
    await scope.get(AssetService).delete(id);
    return { deletedAssetId: id };
  }

  @Subscription(() => AssetChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(AssetService).changes(id)),
    description: 'A file, each time it gets on: from its upload until it is ready or refused.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async assetChanged(
    @Ctx() scope: Scope,
    @Root() { assetId }: AssetMessage,
    @Arg('id', () => ID, { description: 'The file.' }) _id: string,
  ): Promise<AssetChanged> {
    return { asset: await scope.get(AssetLoaders).visible.load(assetId) };
  }

  @FieldResolver(() => AssetRefusal, { nullable: true, description: 'Why it is of no use; null where it is of use.' })
  refusal(@Root() { current: { refusal } }: Asset): AssetRefusal | null {
    return refusal && { ...refusal, message: messageOf(refusal.reason) };
  }

  @FieldResolver(() => Picture, {
    nullable: true,
    description:
      'The picture in several sizes; of a PDF, its first page. Null before it is ready, and for other kinds.',
  })
  picture(@Root() asset: Asset): Picture | null {
    return Picture.of(asset);
  }

  @FieldResolver(() => [AssetUsage], {
    description: 'Where it is shown, at most 40 places; while there is one it cannot be deleted.',
  })
  async uses(@Ctx() scope: Scope, @Root() asset: Asset): Promise<AssetUsage[]> {
    return (await scope.get(AssetUses).places.load(asset)).map((place) => AssetUsage.of(place));
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'Where the file itself can be downloaded for ten minutes; null before it was checked.',
  })
  downloadUrl(@Ctx() scope: Scope, @Root() { current, fileName }: Asset): Promise<string> | null {
    const isThere = current.state === AssetState.PROCESSING || current.state === AssetState.READY;
    const disposition = dispositionOf('attachment', fileName);
    return isThere ? scope.objects.signedUrl(current.objectKey, { expiresIn: downloadLifetime, disposition }) : null;
  }
}
