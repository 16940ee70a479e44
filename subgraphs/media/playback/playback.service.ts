import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import type { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetProtection } from '../asset/asset.protection';
import { AssetState } from '../asset/asset.states';
import { chosenPosterUrl } from '../picture/poster.url';
import { Entitlement } from './entitlement';
import { PlaybackGrant } from './grant.document';
import { PlaybackEndReason } from './grant.states';
import { GrantStore, isKey, sessionOf } from './grant.store';
import type { StartPlaybackInput } from './playback.input';
import {
  LessonLocked,
  PlaybackEnded,
  RenewPlaybackPayload,
  StartPlaybackPayload,
  TooManyStreams,
  VideoNotReady,
  type RenewOutcome,
  type StartOutcome,
} from './playback.result';
import { addressesOf, baseOf } from './playback.urls';

/** Seconds for which starts are counted. */
const rateWindow = 60;

/** Who may play what, how much at a time, and for how long. */
export class PlaybackService {
  constructor(private readonly scope: Scope) {}

  /** @throws BAD_INPUT, NOT_FOUND also for who may not play it, UNAUTHENTICATED for API keys, RATE_LIMITED */
  async start({ lessonId, courseId }: StartPlaybackInput): Promise<StartOutcome> {
    if ((lessonId == null) === (courseId == null))
      throw kitErrors.BAD_INPUT({ fields: { input: 'Give exactly one of lessonId and courseId.' } });
    if (isKey(this.scope.viewer)) throw kitErrors.UNAUTHENTICATED();
    return lessonId == null ? this.startTrailer(courseId!) : this.startLesson(lessonId);
  }

  private async startTrailer(courseId: string): Promise<StartOutcome> {
    const asset = await this.scope.get(Entitlement).toTrailer(courseId);
    if (!asset) throw kitErrors.NOT_FOUND({ thing: 'trailer' });
    return this.startAsset({ lessonId: null, courseId }, asset);
  }

  private async startLesson(lessonId: string): Promise<StartOutcome> {
    const entitlement = this.scope.get(Entitlement);
    const found = await entitlement.to(lessonId);
    if (!found) {
      const release = await entitlement.waitingFor(lessonId);
      if (release) return LessonLocked.of(release);
      throw kitErrors.NOT_FOUND({ thing: 'lesson' });
    }
    const { lesson, asset } = found;
    if (!asset || (asset.kind !== AssetKind.VIDEO && asset.kind !== AssetKind.AUDIO))
      throw kitErrors.NOT_FOUND({ thing: 'video' });
    return this.startAsset({ lessonId: lesson._id, courseId: lesson.courseId }, asset);
  }

  private async startAsset(shownBy: Pick<Played, 'lessonId' | 'courseId'>, asset: Asset): Promise<StartOutcome> {
    if (asset.state !== AssetState.READY || !asset.current.transcoded) return VideoNotReady.of(asset.state);
    const granted = await this.grant({
      ...shownBy,
      assetId: asset._id,
      versionId: asset.currentVersionId,
      liveSessionId: null,
      transcoded: asset.current.transcoded,
      protection: asset.protection ?? AssetProtection.CLEAR,
    });
    if (granted instanceof TooManyStreams) return granted;
    const { grant, token } = granted;
    const urls = addressesOf(grant, baseOf(this.scope.config.PUBLIC_URL, token));
    const posterUrl = (await chosenPosterUrl(this.scope, asset._id)) ?? urls.posterUrl;
    return StartPlaybackPayload.of(grant, { ...urls, posterUrl }, granted.renewAfter);
  }

  /** @throws NOT_FOUND for another session's, too */
  renew(id: string): Promise<RenewOutcome> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(GrantStore);
      const grant = await store.ofSession(id);
      if (grant.endReason) return PlaybackEnded.of(grant.endReason);
      grant.viewer = tx.viewer.claims;
      if (!(await tx.get(Entitlement).holds(grant))) {
        await store.end(grant, PlaybackEndReason.NO_ACCESS);
        return PlaybackEnded.of(PlaybackEndReason.NO_ACCESS);
      }
      const full = grant.personId === null ? null : await this.tooMany(tx, grant.personId, id);
      if (full) return full;
      grant.renew(tx.clock.now(), expiry(tx), tx.viewer.claims);
      await store.save(grant);
      return RenewPlaybackPayload.of(grant, renewAfter(tx));
    });
  }

  /** Also from another session of the same person; what is over stays as it was. @throws NOT_FOUND */
  end(id: string): Promise<PlaybackGrant> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(GrantStore);
      const grant = await store.ofPerson(id);
      await store.end(grant, PlaybackEndReason.STOPPED);
      return grant;
    });
  }

  /** Leave to play, for who was found to have it. @throws RATE_LIMITED */
  grant(played: Played): Promise<Granted | TooManyStreams> {
    return this.scope.transaction(async (tx) => {
      const personId = tx.viewer.id;
      const full = personId === null ? null : await this.tooMany(tx, personId);
      if (full) return full;
      if (personId !== null) await demandRate(tx, personId);
      const token = tx.ids.secret();
      const grant = newGrant(tx, played, token);
      await tx.get(GrantStore).add(grant);
      return { grant, token, renewAfter: renewAfter(tx) };
    });
  }

  /** Counted one after the other, however many ask at once. `except`: what is renewed does not stand in its own way. */
  private async tooMany(tx: Scope, personId: string, except?: string): Promise<TooManyStreams | null> {
    const store = tx.get(GrantStore);
    await store.lock(personId);
    const others = (await store.activeOf(personId)).filter(({ _id }) => _id !== except);
    const limit = tx.config.PLAYBACK_MAX_STREAMS;
    return others.length < limit ? null : TooManyStreams.of(limit, others);
  }
}

async function demandRate(tx: Scope, personId: string): Promise<void> {
  const since = new Date(tx.clock.now().getTime() - rateWindow * 1_000);
  const started = await tx.get(GrantStore).startedSince(personId, since);
  if (started >= tx.config.PLAYBACK_STARTS_PER_MINUTE) throw kitErrors.RATE_LIMITED({ retryAfter: rateWindow });
}

const expiry = ({ clock, config }: Scope): Date =>
  new Date(clock.now().getTime() + config.PLAYBACK_GRANT_SECONDS * 1_000);

/** Half of its life: one renewal may fail. */
const renewAfter = ({ config }: Scope): number => config.PLAYBACK_GRANT_SECONDS / 2;

/** What a grant is for. */
export type Played = Pick<
  PlaybackGrant,
  'lessonId' | 'courseId' | 'assetId' | 'versionId' | 'transcoded' | 'protection' | 'liveSessionId'
>;

export interface Granted {
  readonly grant: PlaybackGrant;
  /** The secret in its URLs. */
  readonly token: string;
  /** Seconds. */
  readonly renewAfter: number;
}

function newGrant(tx: Scope, played: Played, token: string): PlaybackGrant {
  const now = tx.clock.now();
  return Object.assign(new PlaybackGrant(), {
    _id: tx.ids.next(),
    tokenHash: secretHash(token),
    personId: tx.viewer.id,
    sessionId: sessionOf(tx.viewer),
    viewer: tx.viewer.claims,
    isTaken: tx.viewer.id !== null,
    ...played,
    startedAt: now,
    renewedAt: now,
    heldSeconds: 0,
    expiresAt: expiry(tx),
    endedAt: null,
    endReason: null,
  });
}
