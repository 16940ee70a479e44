import { emit } from '../../../../kit/events/emit';
import { defineJob, type Job } from '../../../../kit/jobs/job';
import { dispositionOf } from '../../../../kit/objects/disposition';
import type { Scope } from '../../../../kit/scope/scope';
import { Asset, assets } from '../../asset/asset.document';
import { AssetKind } from '../../asset/asset.kind';
import { AssetProtection } from '../../asset/asset.protection';
import { AssetState } from '../../asset/asset.states';
import { sourceKey, type AssetVersion } from '../../asset/asset.version';
import { Quota } from '../../upload/quota';
import { takes, type LiveTake } from '../ingest/live-take.document';
import { liveSessions, type LiveSession, type Recording } from '../live-session.document';
import { LiveSessionStore } from '../live-session.store';
import { RecordedSource } from './recorded-source';

type Source = Pick<AssetVersion, 'bytes' | 'checksum'>;

/** Milliseconds for which learners may still watch the end live. */
const rest = 3_600_000;
const contentType = 'video/mp4';

/** Makes an asset of what was sent, as if somebody had uploaded it: the same house prepares it. */
export const makeRecording: Job<{ readonly liveSessionId: string }> = defineJob(
  'make_recording',
  async (scope, { liveSessionId }) => {
    const session = await scope.documents.of(liveSessions).findOne({ _id: liveSessionId, isToRecord: true });
    const all = await scope.documents.of(takes).find({ liveSessionId }).sort({ number: 1 }).toArray();
    if (!session || all.some(({ endedAt }) => endedAt === null)) return;
    const made = all.filter(({ segments }) => segments > 0);
    if (made.length === 0) return conclude(scope, liveSessionId, null);
    const recording = await decide(scope, session);
    const source = await store(scope, session, recording, made);
    await conclude(scope, liveSessionId, source);
  },
);

/** Which asset it becomes, for this attempt and for all that follow. */
function decide(scope: Scope, { _id }: LiveSession): Promise<Recording> {
  return scope.transaction(async (tx) => {
    const session = (await tx.documents.of(liveSessions).findOne({ _id }))!;
    if (session.recording) return session.recording;
    session.recording = { assetId: tx.ids.next(), versionId: tx.ids.next() };
    await tx.get(LiveSessionStore).save(session);
    return session.recording;
  });
}

async function store(
  scope: Scope,
  { title }: LiveSession,
  { assetId, versionId }: Recording,
  made: readonly LiveTake[],
): Promise<Source> {
  const source = new RecordedSource(scope.objects, made);
  const contentDisposition = dispositionOf('attachment', `${title}.mp4`);
  const headers = { contentType, contentDisposition, cacheControl: 'private' };
  await scope.objects.put(sourceKey(assetId, versionId), source.stream(), headers);
  return { bytes: source.bytes, checksum: source.checksum() };
}

/** @param source null where nothing was ever sent */
async function conclude(scope: Scope, _id: string, source: Source | null): Promise<void> {
  await scope.transaction(async (tx) => {
    const session = await tx.documents.of(liveSessions).findOne({ _id, isToRecord: true });
    if (!session) return;
    if (source && session.recording) await addAsset(tx, session, session.recording, source);
    Object.assign(session, { isToRecord: false, clearAt: new Date(Number(tx.clock.now()) + rest) });
    await tx.get(LiveSessionStore).save(session);
  });
}

async function addAsset(tx: Scope, session: LiveSession, recording: Recording, source: Source): Promise<void> {
  const { instructorId: ownerId, organisationId } = session;
  const { assetId, versionId } = recording;
  const version = newVersion(tx, recording, source);
  const now = tx.clock.now();
  const protection = AssetProtection.CLEAR;
  const asset = Object.assign(new Asset(), {
    _id: assetId,
    ownerId,
    organisationId,
    kind: AssetKind.VIDEO,
    protection,
    state: version.state,
    fileName: `${session.title}.mp4`,
    versions: [version],
    currentVersionId: versionId,
    shownAs: [],
    chapters: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await tx.documents.of(assets).insertOne(asset);
  // It cannot be made again: it is kept also where there is no room for anything else.
  await tx.get(Quota).count(asset, version.bytes);
  const { objectKey, bytes } = version;
  const kind = AssetKind.VIDEO;
  const facts = {
    assetId,
    versionId,
    ownerId,
    organisationId,
    kind,
    objectKey,
    bytes,
    contentType,
    protection,
  } as const;
  await emit(tx, 'media.uploaded', facts);
}

function newVersion(tx: Scope, { assetId, versionId }: Recording, { bytes, checksum }: Source): AssetVersion {
  return {
    id: versionId,
    state: AssetState.PROCESSING,
    bytes,
    contentType,
    checksum,
    objectKey: sourceKey(assetId, versionId),
    refusal: null,
    picture: null,
    pageCount: null,
    transcoded: null,
    createdAt: tx.clock.now(),
    readyAt: null,
  };
}
