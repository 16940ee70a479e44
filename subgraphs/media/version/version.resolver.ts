import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { Asset } from '../asset/asset.document';
import { AssetState } from '../asset/asset.states';
import { TicketService } from '../upload/ticket.service';
import {
  AddAssetVersionInput,
  AddAssetVersionPayload,
  RemoveAssetVersionInput,
  RemoveAssetVersionPayload,
  RestoreAssetVersionInput,
  RestoreAssetVersionPayload,
} from './version.input';
import { VersionService } from './version.service';
import { VersionView } from './version.type';

/** Seconds for which a download may be begun. */
const downloadLifetime = 600;

@Resolver(() => Asset)
export class AssetVersionsResolver {
  @Mutation(() => AddAssetVersionPayload, {
    description:
      'Asks to send another file in the place of one: a video is replaced, a document gets a new version. Whatever shows it shows the new one as soon as that is ready, and the old one before.',
  })
  async addAssetVersion(
    @Ctx() scope: Scope,
    @Arg('input', () => AddAssetVersionInput, { description: 'The new version.' }) input: AddAssetVersionInput,
  ): Promise<AddAssetVersionPayload> {
    const { asset, upload } = await scope.get(VersionService).add(input);
    return { asset, versionId: upload.versionId, ticket: scope.get(TicketService).ticketOf(upload) };
  }

  @Mutation(() => RestoreAssetVersionPayload, {
    description: 'Shows another version of a file that is ready: a rollback.',
  })
  async restoreAssetVersion(
    @Ctx() scope: Scope,
    @Arg('input', () => RestoreAssetVersionInput, { description: 'Which.' }) input: RestoreAssetVersionInput,
  ): Promise<RestoreAssetVersionPayload> {
    return { asset: await scope.get(VersionService).restore(input) };
  }

  @Mutation(() => RemoveAssetVersionPayload, {
    description: 'Gives up a version that is not shown, and the room that it takes.',
  })
  async removeAssetVersion(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveAssetVersionInput, { description: 'Which.' }) input: RemoveAssetVersionInput,
  ): Promise<RemoveAssetVersionPayload> {
    return { removedVersionId: input.versionId, asset: await scope.get(VersionService).remove(input) };
  }

  @FieldResolver(() => [VersionView], { description: 'The files that it consisted of, the newest first; at most 50.' })
  versions(@Root() asset: Asset): VersionView[] {
    return VersionView.allOf(asset);
  }
}

@Resolver(() => VersionView)
export class VersionResolver {
  @FieldResolver(() => Url, {
    nullable: true,
    description: 'Where this version can be downloaded for ten minutes; null before it was checked.',
  })
  downloadUrl(@Ctx() scope: Scope, @Root() { state, objectKey, fileName }: VersionView): Promise<string> | null {
    const isThere = state === AssetState.PROCESSING || state === AssetState.READY;
    const disposition = dispositionOf('attachment', fileName);
    return isThere ? scope.objects.signedUrl(objectKey, { expiresIn: downloadLifetime, disposition }) : null;
  }
}
