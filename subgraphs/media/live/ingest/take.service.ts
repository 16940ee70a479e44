import type { Scope } from '../../../../kit/scope/scope';
import { secretHash } from '../../../../kit/identity/secret-hash';
import { announceLiveSession, announceLiveWindow } from '../live-session.live';
import { livePrefix, liveSessions } from '../live-session.document';
import { LiveSessionState } from '../live-session.states';
import { RecordingService } from '../recording/recording.service';
import { initFile, takePath } from './live-files';
import { takes, type LiveTake } from './live-take.document';
import { liveWindows, type LiveSegment } from './live-window.document';
import type { Step } from './segmenter';

/** Whole seconds of the past within which a take's process has said that it lives. */
export const leaseSeconds = 20;

/** ON: more may come. LAST: what was sent until now still may. LOST: the take is over, and this step is not part of it. */
export type Published = 'ON' | 'LAST' | 'LOST';

export interface Begun {
  readonly take: LiveTake;
  /** What players are shown of the takes before. */
  readonly segments: readonly LiveSegment[];
}

/** What an ingest tells of its encoders. Its scope is the house's own. */
export class TakeService {
  constructor(private readonly scope: Scope) {}

  /**
   * A take for whoever has the stream key of a session that is live; null for everyone else. Who comes last sends: the one
   * before, whose network may have gone without a word, is over.
   */
  async begin(streamKey: string): Promise<Begun | null> {
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
        offset: last ? last.offset + last.seconds : 0,
        segments: 0,
        seconds: 0,
        startedAt: now,
        seenAt: now,
        endedAt: null,
      };
      await tx.documents.of(takes).insertOne(take);
      announceLiveSession(tx, session._id);
      return { take, segments: await this.takeOver(tx, take) };
    });
  }

  /** Puts what comes before all parts where learners find it. */
  async open(take: LiveTake, init: Buffer): Promise<void> {
    await this.store(take, takePath(take.number, initFile), init);
  }

  /** Puts parts, and what is whole, where learners find them; then learners are told. */
  async publish(take: LiveTake, { written, gone, segments, closed }: Step): Promise<Published> {
    const { scope } = this;
    await Promise.all(written.map(({ path, bytes }) => this.store(take, path, bytes)));
    const seenAt = scope.clock.now();
    if (closed) {
      take.segments = closed.number + 1;
      take.seconds += closed.duration;
      const counted = { segments: take.segments, seconds: take.seconds, seenAt };
      const { matchedCount } = await scope.documents
        .of(takes)
        .updateOne({ _id: take._id, endedAt: null }, { $set: counted });
      if (matchedCount === 0) return 'LOST';
    }
    const { matchedCount } = await scope.documents
      .of(liveWindows)
      .updateOne({ _id: take.liveSessionId, takeId: take._id }, { $set: { segments, seenAt } });
    if (matchedCount === 0) return 'LOST';
    announceLiveWindow(scope, take.liveSessionId);
    await Promise.all(gone.map((path) => scope.objects.delete(this.keyOf(take, path))));
    return !closed || (await this.isWanted(take, null)) ? 'ON' : 'LAST';
  }

  /** The encoder is gone, or was sent away. Where the session is over, its recording can be made now. */
  async end(take: LiveTake): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const { _id, liveSessionId } = take;
      const { modifiedCount } = await tx.documents
        .of(takes)
        .updateOne({ _id, endedAt: null }, { $set: { endedAt: tx.clock.now() } });
      const found = await tx.documents.of(liveSessions).findOne({ _id: liveSessionId });
      if (!found || modifiedCount === 0) return;
      await tx.documents.of(liveWindows).updateOne({ _id: liveSessionId, takeId: _id }, { $set: { isSending: false } });
      await tx.get(RecordingService).beginIfWhole(found);
      announceLiveSession(tx, liveSessionId);
      announceLiveWindow(tx, liveSessionId);
    });
  }

  /** Whether its encoder may go on sending: the session is live, and the key that it came with still the right one. */
  async isWanted({ liveSessionId: _id }: LiveTake, streamKey: string | null): Promise<boolean> {
    const session = await this.scope.documents.of(liveSessions).findOne({ _id });
    if (session?.state !== LiveSessionState.LIVE) return false;
    return streamKey === null || session.streamKeyHash === secretHash(streamKey);
  }

  /** The window is this take's from now on. What was never whole is a gap: its number has been told already. */
  private async takeOver(tx: Scope, { _id: takeId, liveSessionId: _id, number, startedAt }: LiveTake) {
    const known = await tx.documents.of(liveWindows).findOne({ _id });
    const segments = (known?.segments ?? []).map((segment): LiveSegment =>
      segment.state === 'OPEN' ? { ...segment, state: 'GAP' } : segment,
    );
    const window = { takeId, take: number, isSending: true, seenAt: startedAt, segments };
    await tx.documents.of(liveWindows).updateOne({ _id }, { $set: window }, { upsert: true });
    announceLiveWindow(tx, _id);
    return segments;
  }

  private async store(take: LiveTake, path: string, bytes: Buffer): Promise<void> {
    await this.scope.objects.put(this.keyOf(take, path), bytes, { contentType: 'video/mp4' });
  }

  private keyOf({ liveSessionId }: LiveTake, path: string): string {
    return `${livePrefix(liveSessionId)}/${path}`;
  }
}
