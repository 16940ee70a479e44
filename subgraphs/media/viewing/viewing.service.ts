import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import { lengthOf, merge, type Range } from '../../../kit/learning/ranges';
import { watch, type Verdict } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { mediaErrors } from '../media.errors';
import { demandActive } from '../playback/demand-active';
import type { PlaybackGrant } from '../playback/grant.document';
import { GrantStore } from '../playback/grant.store';
import { advise, nothingMeasured, type QualityState } from './quality-advice';
import { viewings, type Viewing } from './viewing.document';
import type { PlaybackAdvice, ReportPlaybackInput, ReportPlaybackPayload } from './viewing.input';
import { adviceTopic, announceAdvice, type AdviceMessage } from './viewing.live';
import { creditOf } from './watch-credit';

/** Milliseconds for which reports are counted. */
const rateWindow = 60_000;

/** What players tell, and what they are told. */
export class ViewingService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, PLAYBACK_ENDED, PLAYBACK_EXPIRED, RATE_LIMITED */
  report({ grantId, ...report }: ReportPlaybackInput): Promise<ReportPlaybackPayload> {
    return this.scope.transaction(async (tx) => {
      const playback = await tx.get(GrantStore).ofSession(grantId);
      demandActive(playback, tx.clock.now());
      const known = await tx.documents.of(viewings).findOne({ _id: playback._id });
      const viewing = known ?? newViewing(playback);
      count(viewing, tx);
      const fresh = credit(viewing, playback, report.ranges, tx.clock.now());
      const before = viewing.quality.cap;
      const { bandwidth = null, stalls } = report;
      viewing.quality = advise(playback.transcoded.renditions, viewing.quality, { bandwidth, stalls });
      viewing.position = Math.min(report.position, playback.transcoded.duration);
      viewing.stalls += stalls;
      viewing.stalledFor += report.stalledFor;
      viewing.reportedAt = reportTime(viewing, tx.clock.now());
      await tx.documents.of(viewings).replaceOne({ _id: viewing._id }, viewing, { upsert: true });
      if (fresh.length > 0) await tellWatched(tx, viewing, fresh);
      if (viewing.quality.cap !== before) announceAdvice(tx, grantId);
      return { playback, advice: adviceFor(playback, viewing.quality), credited: lengthOf(fresh) };
    });
  }

  /** Null before anything was measured. */
  async adviceOf(playback: PlaybackGrant): Promise<PlaybackAdvice | null> {
    const viewing = await this.scope.documents.of(viewings).findOne({ _id: playback._id });
    return viewing && adviceFor(playback, viewing.quality);
  }

  /** Until the playback is over; that is the last thing told. @throws NOT_FOUND, PLAYBACK_ENDED */
  async changes(grantId: string): Promise<AsyncIterable<AdviceMessage>> {
    const playback = await this.scope.get(GrantStore).ofSession(grantId);
    if (playback.endedAt) throw mediaErrors.PLAYBACK_ENDED();
    return watch(adviceTopic.subscribe(this.scope.live, playback._id), () => this.judge(playback._id));
  }

  private async judge(grantId: string): Promise<Verdict> {
    const scope = this.scope.as(this.scope.viewer);
    const playback = await scope
      .get(GrantStore)
      .ofSession(grantId)
      .catch(() => null);
    if (!playback) return 'END';
    return playback.endedAt ? 'PASS_AND_END' : 'PASS';
  }
}

function newViewing({ _id, personId, courseId, lessonId, assetId, startedAt }: PlaybackGrant): Viewing {
  const nothing = { reportedAt: null, position: 0, watched: [], stalls: 0, stalledFor: 0, quality: nothingMeasured };
  return { _id, personId, courseId, lessonId, assetId, startedAt, ...nothing, countedSince: startedAt, counted: 0 };
}

/** @throws RATE_LIMITED */
function count(viewing: Viewing, { clock, config }: Scope): void {
  const now = clock.now();
  const since = now.getTime() - viewing.countedSince.getTime();
  if (since >= rateWindow) Object.assign(viewing, { countedSince: now, counted: 0 });
  else if (viewing.counted >= config.PLAYBACK_REPORTS_PER_MINUTE)
    throw kitErrors.RATE_LIMITED({ retryAfter: Math.ceil((rateWindow - since) / 1_000) });
  viewing.counted += 1;
}

/** Adds what is new and possible to what was watched, and returns it. */
function credit(viewing: Viewing, playback: PlaybackGrant, ranges: readonly Range[], now: Date): Range[] {
  const { duration } = playback.transcoded;
  const fresh = creditOf({ ranges, credited: viewing.watched, heldFor: playback.heldFor(now), duration });
  viewing.watched = merge([...viewing.watched, ...fresh]);
  return fresh;
}

/** Enrolment knows reports by their time: no two of one playback have the same. */
function reportTime({ reportedAt }: Viewing, now: Date): Date {
  return reportedAt && reportedAt >= now ? new Date(reportedAt.getTime() + 1) : now;
}

/** Nobody's progress is nobody's business, and a trailer is no progress. */
async function tellWatched(tx: Scope, viewing: Viewing, ranges: Range[]): Promise<void> {
  const { _id: sessionId, personId: userId, courseId, lessonId, assetId, startedAt, reportedAt } = viewing;
  if (userId === null || lessonId === null || reportedAt === null) return;
  const [began, watchedAt] = [startedAt.toISOString(), reportedAt.toISOString()];
  const what = { userId, courseId, lessonId, assetId, sessionId };
  await emit(tx, 'playback.watched', { ...what, startedAt: began, watchedAt, ranges });
}

function adviceFor({ transcoded }: PlaybackGrant, { cap }: QualityState): PlaybackAdvice | null {
  const found = transcoded.renditions.find(({ name }) => name === cap);
  if (!found) return null;
  const { name: rendition, width: maxWidth, height: maxHeight, bandwidth: maxBandwidth } = found;
  return { rendition, maxWidth, maxHeight, maxBandwidth };
}
