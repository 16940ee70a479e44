import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '../../../../kit/scope/scope';
import { secretHash } from '../../../../kit/identity/secret-hash';
import { announceLiveSession } from '../live-session.live';
import { livePrefix, liveSessions } from '../live-session.document';
import { LiveSessionState } from '../live-session.states';
import { RecordingService } from '../recording/recording.service';
import { initFile, livePlaylist, livePlaylistPath, segmentFile, windowSize, type LiveSegment } from './live-playlist';
import { takePath, takes, type LiveTake } from './live-take.document';

/** Whole seconds of the past within which a take's process has said that it lives. */
export const leaseSeconds = 20;

/** ON: more may come. LAST: what was sent until now still may. LOST: the take is over, and this segment is not part of it. */
export type Published = 'ON' | 'LAST' | 'LOST';

/** What an ingest tells of its encoders. Its scope is the house's own. */
export class TakeService {
  constructor(private readonly scope: Scope) {}

  /**
   * A take for whoever has the stream key of a session that is live; null for everyone else. Who comes last sends: the one
   * before, whose network may have gone without a word, is over.
   */
  async begin(streamKey: string): Promise<LiveTake | null> {
    return this.scope.transaction(async (tx) => {
      const session = await tx.documents
        .of(liveSessions)
        .findOneAndUpdate({ streamKeyHash: secretHash(streamKey) }, { $inc: { takes: 1 } });
      if (session?.state !== LiveSessionState.LIVE) return null;
      const now = tx.clock.now();
      await tx.documents
        .of(takes)
        .updateMany({ liveSessionId: session._id, endedAt: null }, { $set: { endedAt: now } });
      const [last] = await tx.documents
        .of(takes)
        .find({ liveSessionId: session._id })
        .sort({ number: -1 })
        .limit(1)
        .toArray();
      const take: LiveTake = {
        _id: tx.ids.next(),
        liveSessionId: session._id,
        number: session.takes - 1,
        firstSegment: last ? last.firstSegment + last.segments : 0,
        offset: last ? last.offset + last.seconds : 0,
        segments: 0,
        seconds: 0,
        startedAt: now,
        seenAt: now,
        endedAt: null,
      };
      await tx.documents.of(takes).insertOne(take);
      announceLiveSession(tx, session._id);
      return take;
    });
  }

  /** Puts a segment where learners find it. @param recent the last ones of the take, to which it is added */
  async publish(take: LiveTake, recent: LiveSegment[], segment: LiveSegment, folder: string): Promise<Published> {
    const { scope } = this;
    if (take.segments === 0) await this.store(take, initFile, join(folder, initFile));
    const file = segmentFile(segment.number);
    await this.store(take, file, join(folder, file));
    take.segments = segment.number + 1;
    take.seconds += segment.duration;
    const { segments, seconds } = take;
    const { matchedCount } = await scope.documents
      .of(takes)
      .updateOne({ _id: take._id, endedAt: null }, { $set: { segments, seconds, seenAt: scope.clock.now() } });
    if (matchedCount === 0) return 'LOST';
    recent.push(segment);
    recent.splice(0, recent.length - windowSize);
    await this.writePlaylist(take, recent, false);
    return (await this.isWanted(take, null)) ? 'ON' : 'LAST';
  }

  /** The encoder is gone, or was sent away. Where the session is over, its recording can be made now. */
  async end(take: LiveTake, recent: readonly LiveSegment[]): Promise<void> {
    const session = await this.scope.transaction(async (tx) => {
      const { modifiedCount } = await tx.documents
        .of(takes)
        .updateOne({ _id: take._id, endedAt: null }, { $set: { endedAt: tx.clock.now() } });
      const found = await tx.documents.of(liveSessions).findOne({ _id: take.liveSessionId });
      if (!found || modifiedCount === 0) return null;
      await tx.get(RecordingService).beginIfWhole(found);
      announceLiveSession(tx, found._id);
      return found;
    });
    if (session?.state === LiveSessionState.ENDED) await this.writePlaylist(take, recent, true);
  }

  /** Whether its encoder may go on sending: the session is live, and the key that it came with still the right one. */
  async isWanted({ liveSessionId: _id }: LiveTake, streamKey: string | null): Promise<boolean> {
    const session = await this.scope.documents.of(liveSessions).findOne({ _id });
    if (session?.state !== LiveSessionState.LIVE) return false;
    return streamKey === null || session.streamKeyHash === secretHash(streamKey);
  }

  private async writePlaylist(take: LiveTake, segments: readonly LiveSegment[], isOver: boolean): Promise<void> {
    if (segments.length === 0) return;
    const text = livePlaylist({ take: take.number, firstSegment: take.firstSegment, segments, isOver });
    const key = `${livePrefix(take.liveSessionId)}/${livePlaylistPath}`;
    await this.scope.objects.put(key, Buffer.from(text), { contentType: 'application/vnd.apple.mpegurl' });
  }

  private async store(take: LiveTake, name: string, file: string): Promise<void> {
    const key = `${livePrefix(take.liveSessionId)}/${takePath(take.number, name)}`;
    await this.scope.objects.put(key, createReadStream(file), { contentType: 'video/mp4' });
  }
}
