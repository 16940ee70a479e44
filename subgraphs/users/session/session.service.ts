import { emit } from '../../../kit/events/emit';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { announceViewerChange } from '../viewer/viewer.topics';
import { secretHash } from '../../../kit/identity/secret-hash';
import { RefreshToken } from './refresh-token.entity';
import { Session, type SessionEnd } from './session.entity';
import { sessionPolicy } from './session.policy';

/** How log-ins end. */
export class SessionService {
  constructor(private readonly scope: Scope) {}

  /** Ends one session, the person's own or, for administrators, anyone's. @throws NOT_FOUND, UNAUTHENTICATED */
  endOne(id: string): Promise<Session> {
    return this.scope.transaction(async (tx) => {
      const session = await tx.require(Session, id, sessionPolicy.end);
      return endSession(tx, session, 'ENDED');
    });
  }

  /** Ends this session: the access token's, or that of a refresh token, which works when the access token has expired. */
  async logOut(refreshToken: string | null): Promise<Session> {
    const id = refreshToken === null ? this.scope.viewer.claims.sessionId : await this.sessionOf(refreshToken);
    return this.scope.transaction(async (tx) => {
      const session =
        id === null ? null : await tx.db.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!session) throw kitErrors.UNAUTHENTICATED();
      return endSession(tx, session, 'LOGGED_OUT');
    });
  }

  /** Ends every session of the person who asks. Returns how many. */
  logOutEverywhere(keepsThis: boolean): Promise<number> {
    const userId = signedIn(this.scope.viewer);
    return this.endAll(userId, 'LOGGED_OUT', keepsThis ? this.scope.viewer.claims.sessionId : null);
  }

  /** Ends all sessions of a person, but perhaps one. Returns how many. */
  endAll(userId: string, endReason: `${SessionEnd}`, except: string | null = null): Promise<number> {
    return this.scope.transaction(async (tx) => {
      const { raw } = await tx.db
        .createQueryBuilder()
        .update(Session)
        .set({ endedAt: tx.clock.now(), endReason })
        .where('user_id = :userId AND ended_at IS NULL AND id IS DISTINCT FROM :except', { userId, except })
        .returning('id')
        .execute();
      const ended = raw as { id: string }[];
      for (const { id } of ended) await emit(tx, 'session.ended', { sessionId: id, userId });
      announceViewerChange(tx, { kind: 'SESSIONS_ENDED', sessionIds: ended.map(({ id }) => id) });
      return ended.length;
    });
  }

  private async sessionOf(refreshToken: string): Promise<string | null> {
    const token = await this.scope.db.findOneBy(RefreshToken, { hash: secretHash(refreshToken) });
    return token?.sessionId ?? null;
  }
}

/** Ends a locked session, once. */
export async function endSession(tx: Scope, session: Session, endReason: `${SessionEnd}`): Promise<Session> {
  if (session.endedAt !== null) return session;
  const ended = Object.assign(session, { endedAt: tx.clock.now(), endReason });
  await tx.db.update(Session, { id: session.id }, { endedAt: ended.endedAt, endReason });
  await emit(tx, 'session.ended', { sessionId: session.id, userId: session.userId });
  announceViewerChange(tx, { kind: 'SESSIONS_ENDED', sessionIds: [session.id] });
  return ended;
}
