import { loadWith, type Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { takes, type LiveTake } from './ingest/live-take.document';
import { liveSessions, type LiveSession } from './live-session.document';
import { liveSessionPolicy } from './live-session.policy';
import { LiveSessionState } from './live-session.states';

/** Reads of live sessions by key. */
export class LiveSessionLoaders {
  readonly visible: Loader<string, LiveSession | null>;
  /** Those that the viewer runs. */
  readonly managed: Loader<string, LiveSession | null>;
  /** The newest of a lesson that was not called off, by the lesson's id. */
  readonly ofLesson: Loader<string, LiveSession | null>;
  /** The take that is being sent now, by the session's id. */
  readonly take: Loader<string, LiveTake | null>;

  constructor(private readonly scope: Scope) {
    this.visible = loadDocuments(scope, liveSessions, { accepts: isUuid, policy: liveSessionPolicy.see });
    this.managed = loadDocuments(scope, liveSessions, { accepts: isUuid, policy: liveSessionPolicy.manage });
    this.ofLesson = loadWith<LiveSession | null>((ids) => this.readOfLessons(ids), null);
    this.take = loadWith<LiveTake | null>((ids) => this.readTakes(ids), null);
  }

  /** Whether the viewer may see sessions of the course that this one is of. */
  async sees(session: LiveSession): Promise<boolean> {
    return (await liveSessionPolicy.see(this.scope, [session])).length === 1;
  }

  private async readOfLessons(lessonIds: readonly string[]): Promise<ReadonlyMap<string, LiveSession>> {
    const found = await this.scope.documents
      .of(liveSessions)
      .find({ lessonId: { $in: [...lessonIds] }, state: { $ne: LiveSessionState.CANCELLED } })
      .sort({ lessonId: 1, _id: 1 })
      .toArray();
    const visible = await liveSessionPolicy.see(this.scope, found);
    // The last entry of a key wins, and it is the newest.
    return new Map(visible.map((session) => [session.lessonId, session]));
  }

  private async readTakes(ids: readonly string[]): Promise<ReadonlyMap<string, LiveTake>> {
    const found = await this.scope.documents
      .of(takes)
      .find({ liveSessionId: { $in: [...ids] }, endedAt: null })
      .toArray();
    return new Map(found.map((take) => [take.liveSessionId, take]));
  }
}
