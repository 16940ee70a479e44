import { violates } from '../../../kit/database/sql-state';
import { emit } from '../../../kit/events/emit';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { tellOfContact } from '../profile/profile.events';
import { User } from '../profile/user.entity';
import { claimUsername, normalisedText, refuseTakenUsername } from '../profile/username';
import { studentRole } from '../role/built-in-roles';
import { RoleAssignment } from '../role/role-assignment.entity';
import { limits } from '../throttle/limits';
import { callersNetwork, throttleOf } from '../../../kit/throttle/throttle';
import { userErrors } from '../users.errors';
import type { RegisterInput } from './account.input';
import { resendVerificationLetter, sendVerificationLetter } from './account.jobs';
import { Credential } from './credential.entity';
import { redeemMailedToken } from './mailed-tokens';
import { demandStrength } from './password-strength';
import { Passwords } from '../../../kit/identity/passwords';
import { Registration } from './registration.entity';

const registrationLifetime = 3 * 86_400_000;

/** How someone becomes a person here. */
export class RegistrationService {
  constructor(private readonly scope: Scope) {}

  /**
   * Takes down who someone says they are, and writes to the address. Returns the address, which is all that may be said.
   * @throws WEAK_PASSWORD, USERNAME_TAKEN, RATE_LIMITED
   */
  async register({ username, password, ...given }: RegisterInput): Promise<string> {
    await throttleOf(this.scope).demand([limits.registerFromNetwork, callersNetwork(this.scope)]);
    const email = given.email.normalize('NFKC');
    const displayName = normalisedText('displayName', given.displayName ?? username, 80);
    demandStrength('password', password, [
      email,
      email.split('@')[0] ?? '',
      username,
      displayName,
      ...displayName.split(' '),
    ]);
    const passwordHash = await this.scope.shared(Passwords).hash(password);
    const mayWrite = await this.mayWriteTo(email);
    const id = this.scope.ids.next();
    const createdAt = this.scope.clock.now();
    await this.scope
      .transaction(async (tx) => {
        await claimUsername(tx, username);
        await tx.db
          .createQueryBuilder()
          .delete()
          .from(Registration)
          .where('username = :username AND expires_at <= :createdAt', { username, createdAt })
          .execute();
        await tx.db.insert(Registration, {
          id,
          email,
          username,
          displayName,
          passwordHash,
          createdAt,
          locale: given.locale ?? 'en',
          timeZone: given.timeZone ?? 'UTC',
          expiresAt: new Date(createdAt.getTime() + registrationLifetime),
        });
        if (mayWrite) await enqueue(tx, sendVerificationLetter, { registrationId: id });
      })
      .catch(refuseTakenUsername);
    return email;
  }

  /** Writes again to an address that waits for proof; does nothing for any other, and does not say which it was. */
  async resend(address: string): Promise<void> {
    const email = address.normalize('NFKC');
    await throttleOf(this.scope).demand([limits.letterFromNetwork, callersNetwork(this.scope)]);
    if (await this.mayWriteTo(email)) await enqueue(this.scope, resendVerificationLetter, { email });
  }

  /** The address is proven: from here on there is a person. @throws INVALID_TOKEN */
  verify(token: string): Promise<User> {
    return this.scope
      .transaction(async (tx) => {
        const id = await redeemMailedToken(tx, token, 'registrationId');
        const registration = await tx.db.findOneBy(Registration, { id });
        if (!registration || registration.expiresAt <= tx.clock.now()) throw userErrors.INVALID_TOKEN();
        await tx.db.delete(Registration, { email: registration.email });
        return welcome(tx, registration);
      })
      .catch(refuseProvenAddress);
  }

  private async mayWriteTo(email: string): Promise<boolean> {
    return (await throttleOf(this.scope).take([[limits.letterToAddress, email]])) === 0;
  }
}

async function welcome(
  tx: Scope,
  { id, email, username, displayName, locale, timeZone, passwordHash }: Registration,
): Promise<User> {
  const now = tx.clock.now();
  const user = await tx.save(
    Object.assign(
      new User(),
      { id, email, username, displayName, locale, timeZone },
      { headline: null, bio: null, links: [], emailVerifiedAt: now, erasedAt: null },
    ),
  );
  await tx.db.insert(Credential, { userId: id, passwordHash, changedAt: now });
  await tx.db.insert(RoleAssignment, {
    id: tx.ids.next(),
    userId: id,
    roleId: studentRole.id,
    organisationId: null,
    resource: null,
    grantedBy: null,
    createdAt: now,
  });
  await tellOfContact(tx, user);
  await emit(tx, 'user.registered', { userId: id, registeredAt: now.toISOString() });
  return user;
}

/** Two registrations of one address, both proven: the first made the account. */
function refuseProvenAddress(error: unknown): never {
  if (violates(error, 'account_email')) throw userErrors.INVALID_TOKEN();
  return refuseTakenUsername(error);
}
