import { kitErrors } from '../../../kit/errors/kit-errors';
import { enqueue } from '../../../kit/jobs/job';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { assetPolicy } from '../asset/asset.policy';
import { AssetStore } from '../asset/asset.store';
import { removeObjects } from '../asset/remove-objects.job';
import { mediaErrors } from '../media.errors';
import { folderOf, keepCaptions, type KeptCaptions } from './caption-file';
import { Caption, captions } from './caption.document';
import type { AddCaptionsInput, RemoveCaptionsInput, UpdateCaptionsInput } from './caption.input';
import { nameOfLanguage } from './language-name';

/** Tracks beside one video. */
const mostTracks = 50;

/** A track, and how many parts of its file were left out. */
interface Written {
  readonly captions: Caption;
  readonly leftOut: number;
}

/** What happens to captions, and who may make it happen: who may change the file that they belong to. */
export class CaptionService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED, BAD_INPUT, WRONG_KIND, CAPTIONS_UNUSABLE, CAPTIONS_EXIST, TOO_MANY_CAPTIONS */
  async add(input: AddCaptionsInput): Promise<Written> {
    const { assetId, language, kind, isDefault, isShown } = input;
    demandPlayed(await this.scope.get(AssetStore).require(assetId, assetPolicy.edit));
    const name = checkedName(input.name ?? nameOfLanguage(language));
    const kept = await keepCaptions(this.scope, assetId, input.file);
    return this.writing(kept, async (tx) => {
      const tracks = await this.others(tx, assetId);
      if (tracks.some((track) => track.language === language && track.kind === kind))
        throw mediaErrors.CAPTIONS_EXIST({ language });
      if (tracks.length >= mostTracks) throw mediaErrors.TOO_MANY_CAPTIONS({ allowed: mostTracks });
      const made = Object.assign(new Caption(), {
        _id: tx.ids.next(),
        assetId,
        objectKey: kept.objectKey,
        language,
        kind,
        name,
        isDefault: isDefault ?? false,
        isShown: isShown ?? true,
        cueCount: kept.cueCount,
        version: 1,
        updatedAt: tx.clock.now(),
      });
      if (made.isDefault) await this.unsetDefault(tx, tracks);
      await tx.documents.of(captions).insertOne(made);
      return { captions: made, leftOut: kept.leftOut };
    });
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, BAD_INPUT, CONFLICT, CAPTIONS_UNUSABLE */
  async update(input: UpdateCaptionsInput): Promise<Written> {
    const { id, isDefault, isShown, expectedVersion } = input;
    const { assetId } = await this.require(this.scope, id);
    const name = input.name == null ? null : checkedName(input.name);
    const kept = input.file ? await keepCaptions(this.scope, assetId, input.file) : null;
    return this.writing(kept, async (tx) => {
      const track = await this.require(tx, id, expectedVersion);
      const others = (await this.others(tx, assetId)).filter(({ _id }) => _id !== id);
      if (isDefault) await this.unsetDefault(tx, others);
      if (kept) await enqueue(tx, removeObjects, { prefix: folderOf(track.objectKey) });
      await this.save(tx, track, {
        ...(name === null ? {} : { name }),
        ...(isDefault == null ? {} : { isDefault }),
        ...(isShown == null ? {} : { isShown }),
        ...(kept ? { objectKey: kept.objectKey, cueCount: kept.cueCount } : {}),
      });
      return { captions: track, leftOut: kept?.leftOut ?? 0 };
    });
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT */
  remove({ id, expectedVersion }: RemoveCaptionsInput): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const track = await this.require(tx, id, expectedVersion);
      await this.others(tx, track.assetId);
      await tx.documents.of(captions).deleteOne({ _id: id });
      await enqueue(tx, removeObjects, { prefix: folderOf(track.objectKey) });
      return tx.get(AssetStore).require(track.assetId, assetPolicy.edit);
    });
  }

  private async require(scope: Scope, id: string, expectedVersion?: number | null): Promise<Caption> {
    const track = await scope.documents.of(captions).findOne({ _id: id });
    const asset = track && (await scope.documents.of(assets).findOne({ _id: track.assetId }));
    if (!asset || !(await allows(scope, assetPolicy.edit, asset))) {
      if (scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
      throw kitErrors.NOT_FOUND({ thing: 'captions' });
    }
    if (expectedVersion != null && expectedVersion !== track.version)
      throw kitErrors.CONFLICT({ currentVersion: track.version });
    return track;
  }

  /** All tracks of a file, which is written: of two changes at once one waits for the other. */
  private async others(tx: Scope, assetId: string): Promise<Caption[]> {
    const store = tx.get(AssetStore);
    await store.save(await store.require(assetId, assetPolicy.edit));
    return tx.documents.of(captions).find({ assetId }).sort({ assetId: 1, language: 1 }).toArray();
  }

  private async unsetDefault(tx: Scope, tracks: readonly Caption[]): Promise<void> {
    for (const track of tracks) if (track.isDefault) await this.save(tx, track, { isDefault: false });
  }

  private async save(tx: Scope, track: Caption, changes: Partial<Caption>): Promise<void> {
    Object.assign(track, changes, { version: track.version + 1, updatedAt: tx.clock.now() });
    await tx.documents.of(captions).replaceOne({ _id: track._id }, track);
  }

  /** What was kept for nothing is taken away again. */
  private async writing(kept: KeptCaptions | null, work: (tx: Scope) => Promise<Written>): Promise<Written> {
    try {
      return await this.scope.transaction(work);
    } catch (error) {
      if (kept) await this.scope.objects.deletePrefix(folderOf(kept.objectKey));
      throw error;
    }
  }
}

function demandPlayed({ kind }: Asset): void {
  if (kind !== AssetKind.VIDEO && kind !== AssetKind.AUDIO) throw mediaErrors.WRONG_KIND({ kind: AssetKind.VIDEO });
}

/** It stands in manifests between quotation marks, on one line. */
function checkedName(name: string): string {
  const shown = name.trim();
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (shown !== '' && !/["\u0000-\u001f\u007f]/.test(shown)) return shown;
  throw kitErrors.BAD_INPUT({ fields: { 'input.name': 'Give a name on one line, without quotation marks.' } });
}
