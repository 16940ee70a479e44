import { documentPage } from '../../../kit/documents/page';
import type { Filter } from 'mongodb';
import { emit } from '../../../kit/events/emit';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { signedIn } from '../../../kit/identity/signed-in';
import { enqueue } from '../../../kit/jobs/job';
import { watch } from '../../../kit/live/watch';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { captions } from '../caption/caption.document';
import { mediaErrors } from '../media.errors';
import { PictureUse } from '../picture/picture.use';
import { accesses } from '../share/access.document';
import { shares } from '../share/share.document';
import { Quota } from '../upload/quota';
import { assets, type Asset } from './asset.document';
import type { AssetFilter } from './asset.input';
import { announceAsset, assetTopic, type AssetMessage } from './asset.live';
import { AssetLoaders } from './asset.loaders';
import { assetPolicy, manageAssets } from './asset.policy';
import { AssetStore } from './asset.store';
import { AssetUses } from './asset.uses';
import { removeObjects } from './remove-objects.job';
import { prefixOfAsset } from './asset.version';

/** What happens to files after their upload. */
export class AssetService {
  constructor(private readonly scope: Scope) {}

  /** The viewer's own, or an organisation's. @throws UNAUTHENTICATED, BAD_CURSOR */
  page({ kind, state, organisationId = null }: AssetFilter, args: PageArgs): Promise<Page<Asset>> {
    const { viewer } = this.scope;
    const ownerId = signedIn(viewer);
    const isManager = organisationId !== null && viewer.may(manageAssets, { organisationId });
    const filter: Filter<Asset> = {
      organisationId,
      ...(isManager ? {} : { ownerId }),
      ...(kind ? { kind } : {}),
      ...(state ? { state } : {}),
    };
    return documentPage(this.scope, { name: 'assets', collection: assets, filter }, args);
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, ASSET_IN_USE */
  delete(id: string): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const asset = await tx.get(AssetStore).require(id, assetPolicy.edit);
      const uses = await tx.get(AssetUses).places.load(asset);
      if (uses.length > 0)
        throw mediaErrors.ASSET_IN_USE({ places: uses.map((use) => `${use.place} ${use.id}`), uses });
      await tx.documents.of(assets).deleteOne({ _id: id });
      await tx.documents.of(captions).deleteMany({ assetId: id });
      await tx.documents.of(shares).deleteMany({ assetId: id });
      await tx.documents.of(accesses).deleteMany({ assetId: id });
      await tx.get(PictureUse).set({ as: 'POSTER', id }, null, null);
      await tx.get(Quota).release(asset, asset.bytesOfAll);
      await enqueue(tx, removeObjects, { prefix: prefixOfAsset(id) });
      await emit(tx, 'media.removed', { assetId: id, organisationId: asset.organisationId });
      announceAsset(tx, id);
      return asset;
    });
  }

  /** Changes of a file until it is deleted or hidden. @throws NOT_FOUND */
  async changes(id: string): Promise<AsyncIterable<AssetMessage>> {
    if (!(await this.isVisible(id))) throw kitErrors.NOT_FOUND({ thing: 'asset' });
    const source = assetTopic.subscribe(this.scope.live, id);
    return watch(source, async () => ((await this.isVisible(id)) ? 'PASS' : 'END'));
  }

  /** Loaders remember; a stream outlives what they remember. */
  private async isVisible(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(AssetLoaders).visible.load(id)) !== null;
  }
}
