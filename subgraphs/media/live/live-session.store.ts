import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import { mediaErrors } from '../media.errors';
import { liveSessions, type LiveSession } from './live-session.document';
import { announceLiveSession } from './live-session.live';
import { liveSessionPolicy } from './live-session.policy';
import { LiveSessionState } from './live-session.states';

/** Reads and writes of live sessions inside of a transaction. */
export class LiveSessionStore {
  constructor(private readonly scope: Scope) {}

  find(_id: string): Promise<LiveSession | null> {
    return isUuid(_id) ? this.scope.documents.of(liveSessions).findOne({ _id }) : Promise.resolve(null);
  }

  /** A session that the viewer runs, where it stands as said. @throws NOT_FOUND, UNAUTHENTICATED, LIVE_SESSION_STATE */
  async managed(id: string, state: LiveSessionState): Promise<LiveSession> {
    if (this.scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    const found = await this.find(id);
    const [session] = found ? await liveSessionPolicy.manage(this.scope, [found]) : [];
    if (!session) throw kitErrors.NOT_FOUND({ thing: 'live session' });
    if (session.state !== state) throw mediaErrors.LIVE_SESSION_STATE({ state: session.state });
    return session;
  }

  async save(session: LiveSession): Promise<void> {
    await this.scope.documents.of(liveSessions).replaceOne({ _id: session._id }, session);
    announceLiveSession(this.scope, session._id);
  }

  /** Ends a session that is live, whoever wants that: what its encoder still sends is the end of it. */
  async end(session: LiveSession): Promise<void> {
    if (!session.become(LiveSessionState.ENDED)) return;
    const endedAt = this.scope.clock.now();
    Object.assign(session, { endedAt, streamKeyHash: null, isToRecord: true });
    await this.save(session);
    await emit(this.scope, 'live.ended', factsOf(session));
  }
}

/** What events tell of a session. */
export function factsOf({ _id, lessonId, courseId, organisationId }: LiveSession): {
  liveSessionId: string;
  lessonId: string;
  courseId: string;
  organisationId: string | null;
} {
  return { liveSessionId: _id, lessonId, courseId, organisationId };
}
