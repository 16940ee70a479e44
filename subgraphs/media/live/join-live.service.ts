import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import type { TranscodeResult } from '../../../kit/events/catalog';
import { AssetProtection } from '../asset/asset.protection';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { Entitlement } from '../playback/entitlement';
import { LessonLocked, TooManyStreams } from '../playback/playback.result';
import { PlaybackService } from '../playback/playback.service';
import { baseOf } from '../playback/playback.urls';
import { livePlaylistPath } from './ingest/live-files';
import { JoinLiveSessionPayload, NotLive, type JoinOutcome } from './join-live.result';
import { livePrefix } from './live-session.document';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionState } from './live-session.states';

/** How learners come to watch a live session. */
export class JoinLiveService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND also for who may not watch it, RATE_LIMITED */
  async join(id: string): Promise<JoinOutcome> {
    const { scope } = this;
    signedIn(scope.viewer);
    const session = await scope.get(LiveSessionLoaders).visible.load(id);
    if (!session) throw kitErrors.NOT_FOUND({ thing: 'live session' });
    const { lessonId, courseId } = session;
    if (!(await scope.get(LessonLoaders).playable.load(lessonId))) {
      const release = await scope.get(Entitlement).waitingFor(lessonId);
      if (release) return LessonLocked.of(release);
      throw kitErrors.NOT_FOUND({ thing: 'live session' });
    }
    if (session.state !== LiveSessionState.LIVE) return NotLive.of(session);
    const shown = {
      lessonId,
      courseId,
      // What is shown live is no file yet.
      assetId: id,
      versionId: id,
      liveSessionId: id,
      transcoded: { ...nothingTranscoded, jobId: id, prefix: livePrefix(id) },
      protection: AssetProtection.CLEAR,
    };
    const granted = await scope.get(PlaybackService).grant(shown);
    if (granted instanceof TooManyStreams) return granted;
    const { grant: playback, token, renewAfter } = granted;
    const hlsUrl = `${baseOf(scope.config.PUBLIC_URL, token)}live/${livePlaylistPath}`;
    return Object.assign(new JoinLiveSessionPayload(), { session, playback, hlsUrl, renewAfter });
  }
}

const nothingTranscoded: Omit<TranscodeResult, 'prefix'> = {
  duration: 0,
  width: null,
  height: null,
  frameRate: null,
  hasAudio: true,
  hasVideo: true,
  renditions: [],
  hls: livePlaylistPath,
  dash: '',
  poster: null,
  storyboard: null,
  waveform: null,
  audioOnly: null,
};
