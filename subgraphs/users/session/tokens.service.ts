import { SignJWT } from 'jose';
import { accessAudience, accessLifetimeSeconds, accessPayload } from '../../../kit/identity/access-token';
import type { Scope } from '../../../kit/scope/scope';
import { KeyRing } from '../key-ring/key-ring.service';
import { User } from '../profile/user.entity';
import { UserLoaders } from '../profile/user.loaders';
import { GrantLoaders } from '../role/grant.loaders';
import { secretHash } from '../../../kit/identity/secret-hash';
import { LogInPayload, RefreshSessionPayload } from './log-in.result';
import { RefreshToken } from './refresh-token.entity';
import type { Session } from './session.entity';

/** Makes the tokens of sessions. */
export class TokenService {
  constructor(private readonly scope: Scope) {}

  /** The next refresh token of a session; only its hash is kept. */
  async nextRefreshToken(tx: Scope, sessionId: string): Promise<string> {
    const token = tx.ids.secret();
    await tx.db.insert(RefreshToken, { hash: secretHash(token), sessionId, createdAt: tx.clock.now(), usedAt: null });
    return token;
  }

  logInPayload(session: Session, refreshToken: string): Promise<LogInPayload> {
    return this.filled(new LogInPayload(), session, refreshToken);
  }

  refreshPayload(session: Session, refreshToken: string): Promise<RefreshSessionPayload> {
    return this.filled(new RefreshSessionPayload(), session, refreshToken);
  }

  /** Signs who the person is and what they may do right now: a changed role counts from the next token on. */
  private async filled<P extends LogInPayload>(payload: P, session: Session, refreshToken: string): Promise<P> {
    // Taken first: what is read below is at least as new as the token says.
    const issuedAt = this.scope.clock.now().getTime() / 1_000;
    const user = await this.scope.get(UserLoaders).visible.load(session.userId);
    const { grants, organisations } = await this.scope.get(GrantLoaders).of.load(session.userId);
    const { kid, privateKey } = await this.scope.shared(KeyRing).current();
    const expiresAt = Math.floor(issuedAt) + accessLifetimeSeconds;
    const accessToken = await new SignJWT(
      accessPayload({ id: session.userId, sessionId: session.id, grants, organisations, scopes: [] }),
    )
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer(this.scope.config.PUBLIC_URL)
      .setAudience(accessAudience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    return Object.assign(payload, {
      accessToken,
      accessTokenExpiresAt: new Date(expiresAt * 1_000),
      refreshToken,
      user: user ?? new User(),
      session,
    });
  }
}
