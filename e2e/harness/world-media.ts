import { emit } from '../../kit/events/emit';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import type { Asset } from '../../subgraphs/media/asset/asset.document';
import { assetFactory } from '../../subgraphs/media/asset/asset.factory';
import { AssetKind } from '../../subgraphs/media/asset/asset.kind';
import { AssetState } from '../../subgraphs/media/asset/asset.states';
import { TranscodeJob } from '../../subgraphs/transcoding/job/transcode-job.entity';
import type { Lyceum } from './lyceum';
import type { MadeCourses } from './world-courses';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/** Files: pictures that everyone may see of someone and of a course, and videos that are being made ready, with their jobs. */
export async function makeMedia(
  lyceum: Lyceum,
  { learner, other, instructor }: Inhabitants,
  { A, B }: Organisations,
  { Course }: MadeCourses,
): Promise<Record<'Asset' | 'TranscodeJob', Ids>> {
  const scope = lyceum.platform.get('media').scope(Viewer.system);
  const pictures = {
    avatar: { ownerId: learner.id, organisationId: null, shownAs: [{ as: 'AVATAR' as const, id: learner.id }] },
    thumbnail: {
      ownerId: instructor.id,
      organisationId: A,
      shownAs: [{ as: 'THUMBNAIL' as const, id: Course.ofA }],
    },
  };
  const videos = {
    own: { ownerId: learner.id, organisationId: null },
    others: { ownerId: other.id, organisationId: null },
    ofA: { ownerId: instructor.id, organisationId: A },
    ofB: { ownerId: other.id, organisationId: B },
  };
  const shown = await each(pictures, async (given) => (await assetFactory(scope, given)).id);
  const playing = await each(videos, async (given) => {
    const asset = await assetFactory(scope, { ...given, kind: AssetKind.VIDEO, state: AssetState.PROCESSING });
    await tellOf(scope, asset);
    return asset.id;
  });
  await lyceum.settle();
  const { db } = lyceum.platform.get('transcoding').scope(Viewer.system);
  const jobs = await each(playing, async (assetId) => (await db.findOneByOrFail(TranscodeJob, { assetId })).id);
  return { Asset: { ...shown, ...playing }, TranscodeJob: jobs };
}

function tellOf(scope: Scope, { id, ownerId, organisationId, current }: Asset): Promise<void> {
  return scope.transaction((tx) =>
    emit(tx, 'media.uploaded', {
      assetId: id,
      versionId: current.id,
      ownerId,
      organisationId,
      kind: 'VIDEO',
      objectKey: current.objectKey,
      bytes: current.bytes,
      contentType: 'video/mp4',
      protection: 'CLEAR',
    }),
  );
}
