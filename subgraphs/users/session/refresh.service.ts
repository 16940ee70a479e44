import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import { AlreadyRefreshed, InvalidRefreshToken, type RefreshSessionPayload } from './log-in.result';
import { RefreshToken } from './refresh-token.entity';
import { Session } from './session.entity';
import { sessionExpiry } from './session.lifetime';
import { endSession } from './session.service';
import { TokenService } from './tokens.service';

/**
 * Two tabs, or a client that tries again, may use one token twice within moments. The second call gets nothing, but that
 * is no theft yet; later, it is (RFC 9700, 4.14.2).
 */
const patience = 10_000;

type Outcome = RefreshSessionPayload | InvalidRefreshToken | AlreadyRefreshed;

/** How a session goes on: each refresh token works once, and the second use of one ends its whole family. */
export class RefreshService {
  constructor(private readonly scope: Scope) {}

  async refresh(refreshToken: string): Promise<Outcome> {
    const tokens = this.scope.get(TokenService);
    const outcome = await this.scope.transaction(async (tx) => {
      const hash = secretHash(refreshToken);
      const session = await lockedSessionOf(tx, hash);
      if (!session?.isLive(tx.clock.now())) return new InvalidRefreshToken();
      const token = await tx.db.findOneByOrFail(RefreshToken, { hash });
      if (token.usedAt !== null) return this.refuseReuse(tx, session, token.usedAt);
      await tx.db.update(RefreshToken, { hash }, { usedAt: tx.clock.now() });
      await touch(tx, session);
      return { session, refreshToken: await tokens.nextRefreshToken(tx, session.id) };
    });
    return 'session' in outcome ? tokens.refreshPayload(outcome.session, outcome.refreshToken) : outcome;
  }

  private async refuseReuse(
    tx: Scope,
    session: Session,
    usedAt: Date,
  ): Promise<InvalidRefreshToken | AlreadyRefreshed> {
    if (tx.clock.now().getTime() - usedAt.getTime() <= patience) return new AlreadyRefreshed();
    tx.log.warn({ sessionId: session.id, userId: session.userId }, 'a refresh token was used twice; its session ends');
    await endSession(tx, session, 'TOKEN_REUSED');
    return new InvalidRefreshToken();
  }
}

/** The session is the lock: all tokens of a family wait for each other there. */
function lockedSessionOf(tx: Scope, hash: string): Promise<Session | null> {
  return tx.db
    .createQueryBuilder(Session, 'row')
    .where('row.id = (SELECT session_id FROM refresh_token WHERE hash = :hash)', { hash })
    .setLock('pessimistic_write')
    .getOne();
}

async function touch(tx: Scope, session: Session): Promise<void> {
  const lastUsedAt = tx.clock.now();
  const used = { lastUsedAt, expiresAt: sessionExpiry(session.createdAt, lastUsedAt), address: tx.origin.address };
  await tx.db.update(Session, { id: session.id }, used);
  Object.assign(session, used);
}
