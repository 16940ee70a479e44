import type { Scope } from '../../../kit/scope/scope';
import { newestRegistration } from '../account/account.jobs';
import { Passwords } from '../../../kit/identity/passwords';
import { limits } from '../throttle/limits';
import { callersNetwork, throttleOf, type Counted } from '../../../kit/throttle/throttle';
import { rememberNetwork } from './known-network';
import { EmailNotVerified, InvalidCredentials, TooManyAttempts, type LogInPayload } from './log-in.result';
import { Session } from './session.entity';
import type { LogInInput } from './session.input';
import { sessionExpiry } from './session.lifetime';
import { TokenService } from './tokens.service';

const longestUserAgent = 300;

type Outcome = LogInPayload | InvalidCredentials | EmailNotVerified | TooManyAttempts;

interface Candidate {
  readonly userId: string;
  readonly passwordHash: string;
  readonly isKnownNetwork: boolean;
}

/** How a person gets in. */
export class LogInService {
  constructor(private readonly scope: Scope) {}

  /** The same statements and the same hashing, whether or not the address has an account. */
  async logIn({ email: address, password }: LogInInput): Promise<Outcome> {
    const email = address.normalize('NFKC');
    const candidate = await this.candidate(email);
    const counted = this.counted(email, candidate);
    const throttle = throttleOf(this.scope);
    const retryAfter = await throttle.take(counted);
    if (retryAfter > 0) return new TooManyAttempts(retryAfter);
    const passwords = this.scope.shared(Passwords);
    if (candidate && (await passwords.matches(password, candidate.passwordHash))) {
      await throttle.giveBack(counted);
      return this.open(candidate.userId);
    }
    if (!candidate) await passwords.matches(password, null);
    const registration = await newestRegistration(this.scope, email);
    if (!(await passwords.matches(password, registration?.passwordHash ?? null))) return new InvalidCredentials();
    await throttle.giveBack(counted);
    return new EmailNotVerified();
  }

  private async open(userId: string): Promise<LogInPayload> {
    const tokens = this.scope.get(TokenService);
    const { session, refreshToken } = await this.scope.transaction(async (tx) => {
      const now = tx.clock.now();
      const { address, userAgent } = tx.origin;
      const session = Object.assign(new Session(), {
        id: tx.ids.next(),
        userId,
        address,
        userAgent: userAgent.slice(0, longestUserAgent),
        createdAt: now,
        lastUsedAt: now,
        expiresAt: sessionExpiry(now, now),
        endedAt: null,
        endReason: null,
      });
      await tx.db.insert(Session, session);
      await rememberNetwork(tx, userId);
      return { session, refreshToken: await tokens.nextRefreshToken(tx, session.id) };
    });
    return tokens.logInPayload(session, refreshToken);
  }

  private async candidate(email: string): Promise<Candidate | null> {
    const rows = await this.scope.db.query<Candidate[]>(CANDIDATE, [email, callersNetwork(this.scope)]);
    return rows[0] ?? null;
  }

  private counted(email: string, candidate: Candidate | null): Counted[] {
    const network = callersNetwork(this.scope);
    const always: Counted[] = [
      [limits.logInAtAccountFromNetwork, `${email} ${network}`],
      [limits.logInFromNetwork, network],
    ];
    return candidate?.isKnownNetwork ? always : [...always, [limits.logInAtAccountFromStrangeNetworks, email]];
  }
}

const CANDIDATE = `
  SELECT account.id AS "userId", credential.password_hash AS "passwordHash", known_network.user_id IS NOT NULL AS "isKnownNetwork"
    FROM account
    JOIN credential ON credential.user_id = account.id
    LEFT JOIN known_network ON known_network.user_id = account.id AND known_network.network = $2
   WHERE account.email = $1`;
