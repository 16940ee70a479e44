import { emit } from '../../kit/events/emit';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import type { Asset } from '../../subgraphs/media/asset/asset.document';
import { assetFactory } from '../../subgraphs/media/asset/asset.factory';
import { AssetKind } from '../../subgraphs/media/asset/asset.kind';
import { AssetState } from '../../subgraphs/media/asset/asset.states';
import { Caption, captions } from '../../subgraphs/media/caption/caption.document';
import { CaptionKind } from '../../subgraphs/media/caption/caption.kind';
import { LiveSession as Live, liveSessions } from '../../subgraphs/media/live/live-session.document';
import { LiveSessionState } from '../../subgraphs/media/live/live-session.states';
import { Share as DocumentShare, shares } from '../../subgraphs/media/share/share.document';
import { ShareKind } from '../../subgraphs/media/share/share.kind';
import { TranscodeJob } from '../../subgraphs/transcoding/job/transcode-job.entity';
import type { Lyceum } from './lyceum';
import type { MadeCourses } from './world-courses';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/**
 * Files: pictures that everyone may see of someone and of a course, and videos that are being made ready, with their jobs,
 * versions and captions, and documents that are shared with the learner.
 */
export async function makeMedia(
  lyceum: Lyceum,
  { learner, other, instructor }: Inhabitants,
  { A, B }: Organisations,
  { Course, Lesson }: MadeCourses,
): Promise<
  Record<'Asset' | 'AssetVersion' | 'Captions' | 'LiveSession' | 'Share' | 'SharedDocument' | 'TranscodeJob', Ids>
> {
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
  const versions: Record<string, string> = {};
  const playing = await each(videos, async (given, name) => {
    const asset = await assetFactory(scope, { ...given, kind: AssetKind.VIDEO, state: AssetState.PROCESSING });
    await tellOf(scope, asset);
    versions[name] = asset.currentVersionId;
    return asset.id;
  });
  await lyceum.settle();
  const { db } = lyceum.platform.get('transcoding').scope(Viewer.system);
  const jobs = await each(playing, async (assetId) => (await db.findOneByOrFail(TranscodeJob, { assetId })).id);
  const tracks = await each(playing, (assetId) => caption(scope, assetId));
  const Share = await each(videos, async (given) => {
    const { id } = await assetFactory(scope, { ...given, kind: AssetKind.PDF });
    return share(scope, id, { by: given.ownerId, with: learner.id });
  });
  const Asset = { ...shown, ...playing };
  const sessions = { public: null, ofA: A, ofB: B };
  const LiveSession = await each(sessions, (organisationId, place) =>
    liveSession(scope, {
      organisationId,
      courseId: Course[place],
      lessonId: Lesson[place]!,
      instructorId: instructor.id,
    }),
  );
  return {
    Asset,
    AssetVersion: versions,
    Captions: tracks,
    LiveSession,
    Share,
    SharedDocument: Share,
    TranscodeJob: jobs,
  };
}

type Taught = Pick<Live, 'organisationId' | 'courseId' | 'lessonId' | 'instructorId'>;

async function liveSession(scope: Scope, taught: Taught): Promise<string> {
  const times = { scheduledAt: scope.clock.now(), duration: 600, remindAt: null, startedAt: null, endedAt: null };
  const nothing = { streamKeyHash: null, recording: null, isToRecord: false, clearAt: null };
  const made = Object.assign(new Live(), { ...taught, ...times, ...nothing, _id: scope.ids.next(), takes: 0 });
  Object.assign(made, { title: 'Ask me', state: LiveSessionState.SCHEDULED, isOpen: true });
  await scope.documents.of(liveSessions).insertOne(made);
  return made.id;
}

async function share(scope: Scope, assetId: string, people: { by: string; with: string }): Promise<string> {
  const whom = { createdById: people.by, kind: ShareKind.PERSON, withId: people.with };
  const facts = { _id: scope.ids.next(), assetId, createdAt: scope.clock.now(), expiresAt: null };
  const made = Object.assign(new DocumentShare(), { ...facts, ...whom, tokenHash: null, passwordHash: null });
  await scope.documents.of(shares).insertOne(made);
  return made.id;
}

async function caption(scope: Scope, assetId: string): Promise<string> {
  const _id = scope.ids.next();
  const track = { _id, assetId, objectKey: `media/${assetId}/captions/${_id}/captions.vtt`, version: 1, cueCount: 1 };
  const told = { language: 'fr', kind: CaptionKind.SUBTITLES, name: 'Français', isDefault: false, isShown: true };
  const made = Object.assign(new Caption(), { ...track, ...told, updatedAt: scope.clock.now() });
  await scope.documents.of(captions).insertOne(made);
  return _id;
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
