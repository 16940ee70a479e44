import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { User } from '../profile/user.entity';
import { rememberNetwork } from '../session/known-network';
import { SessionService } from '../session/session.service';
import { limits } from '../throttle/limits';
import { callersNetwork, throttleOf } from '../../../kit/throttle/throttle';
import { userErrors } from '../users.errors';
import type { ChangePasswordInput, ResetPasswordInput } from './account.input';
import { sendPasswordChangedLetter, sendResetLetter } from './account.jobs';
import { Credential } from './credential.entity';
import { MailedToken } from './mailed-token.entity';
import { demandMailedToken, redeemMailedToken } from './mailed-tokens';
import { demandStrength } from './password-strength';
import { Passwords } from '../../../kit/identity/passwords';

/** How a password becomes another. */
export class PasswordService {
  constructor(private readonly scope: Scope) {}

  /** Writes to an address that has an account; does nothing for any other, and does not say which it was. @throws RATE_LIMITED */
  async requestReset(address: string): Promise<void> {
    const email = address.normalize('NFKC');
    const throttle = throttleOf(this.scope);
    await throttle.demand([limits.letterFromNetwork, callersNetwork(this.scope)]);
    if ((await throttle.take([[limits.letterToAddress, email]])) === 0)
      await enqueue(this.scope, sendResetLetter, { email });
  }

  /**
   * Whoever reads the account's mail sets the password, and every session ends. Their network counts as the owner's from
   * now on, so that a stranger's guesses cannot keep them out. @throws INVALID_TOKEN, WEAK_PASSWORD
   */
  async reset({ token, newPassword }: ResetPasswordInput): Promise<User> {
    await demandMailedToken(this.scope, token);
    demandStrength('newPassword', newPassword, []);
    const passwordHash = await this.scope.shared(Passwords).hash(newPassword);
    return this.scope.transaction(async (tx) => {
      const userId = await redeemMailedToken(tx, token, 'userId');
      const user = await tx.db.findOneByOrFail(User, { id: userId });
      await replace(tx, userId, passwordHash);
      await rememberNetwork(tx, userId);
      await tx.get(SessionService).endAll(userId, 'PASSWORD_RESET');
      return user;
    });
  }

  /** Ends all other sessions of the person who asks. @throws WRONG_PASSWORD, WEAK_PASSWORD, RATE_LIMITED, UNAUTHENTICATED */
  async change({ currentPassword, newPassword }: ChangePasswordInput): Promise<User> {
    const userId = signedIn(this.scope.viewer);
    await this.demandPassword(userId, currentPassword);
    const user = await this.scope.db.findOneByOrFail(User, { id: userId });
    demandStrength('newPassword', newPassword, [user.email ?? '', user.username, user.displayName]);
    const passwordHash = await this.scope.shared(Passwords).hash(newPassword);
    return this.scope.transaction(async (tx) => {
      await replace(tx, userId, passwordHash);
      await tx.get(SessionService).endAll(userId, 'PASSWORD_CHANGED', this.scope.viewer.claims.sessionId);
      return user;
    });
  }

  /** Makes sure that it is the person, not just their session. @throws WRONG_PASSWORD, RATE_LIMITED */
  async demandPassword(userId: string, password: string): Promise<void> {
    const throttle = throttleOf(this.scope);
    await throttle.demand([limits.proofOfPassword, userId]);
    const credential = await this.scope.db.findOneBy(Credential, { userId });
    const isRight = await this.scope.shared(Passwords).matches(password, credential?.passwordHash ?? null);
    if (!isRight) throw userErrors.WRONG_PASSWORD();
    await throttle.giveBack([[limits.proofOfPassword, userId]]);
  }
}

async function replace(tx: Scope, userId: string, passwordHash: string): Promise<void> {
  await tx.db.update(Credential, { userId }, { passwordHash, changedAt: tx.clock.now() });
  await tx.db.delete(MailedToken, { userId });
  await enqueue(tx, sendPasswordChangedLetter, { userId });
}
