import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import type { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { assetPolicy } from '../asset/asset.policy';
import { AssetStore } from '../asset/asset.store';
import { mediaErrors } from '../media.errors';
import { PictureUse } from '../picture/picture.use';
import { Video } from './video.type';
import type { ChapterInput, ChooseVideoPosterInput, SetChaptersInput } from './video.input';

/** What is put beside a video by those who teach with it. */
export class VideoService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, WRONG_KIND, ASSET_NOT_READY, BAD_INPUT */
  setChapters({ assetId, chapters, expectedVersion }: SetChaptersInput): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit, expectedVersion);
      demandPlayed(asset);
      const video = Video.of(asset);
      if (!video) throw mediaErrors.ASSET_NOT_READY();
      asset.chapters = chapters.map(({ start, title }) => ({ start, title: title.trim() }));
      demandOrder(chapters, video.duration);
      await store.save(asset);
      return asset;
    });
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, WRONG_KIND, ASSET_NOT_READY, ASSET_ELSEWHERE */
  choosePoster({ assetId, pictureId, expectedVersion }: ChooseVideoPosterInput): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit, expectedVersion);
      demandPlayed(asset);
      await tx.get(PictureUse).set({ as: 'POSTER', id: assetId }, pictureId ?? null, asset.organisationId);
      await store.save(asset);
      return asset;
    });
  }
}

function demandPlayed({ kind }: Asset): void {
  if (kind !== AssetKind.VIDEO && kind !== AssetKind.AUDIO) throw mediaErrors.WRONG_KIND({ kind: AssetKind.VIDEO });
}

/** @throws BAD_INPUT with the place of each chapter that is wrong */
function demandOrder(chapters: readonly ChapterInput[], duration: number): void {
  const fields: Record<string, string> = {};
  for (const [index, { start, title }] of chapters.entries()) {
    const place = `input.chapters.${index}`;
    const before = chapters[index - 1];
    if (title.trim() === '' || title.includes('\0')) fields[`${place}.title`] = 'Give the chapter a title.';
    if (start >= duration) fields[`${place}.start`] = `The video is over after ${duration} seconds.`;
    else if (before && start <= before.start) fields[`${place}.start`] = 'It begins after the one before.';
  }
  if (Object.keys(fields).length > 0) throw kitErrors.BAD_INPUT({ fields });
}
