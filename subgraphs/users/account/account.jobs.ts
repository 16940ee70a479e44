import { MoreThan } from 'typeorm';
import { defineJob } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { User } from '../profile/user.entity';
import { alreadyRegisteredLetter, passwordChangedLetter, resetLetter, verificationLetter } from './account.letters';
import { issueMailedToken } from './mailed-tokens';
import { Registration } from './registration.entity';

/*
 * Letters are written when they are sent: the queue never holds a token, and a retry makes a new one. Jobs that start
 * from an address look it up here, so that the request does the same work for every address.
 */

/** To whoever registered: the link, or to the owner of the address, that there is an account already. */
export const sendVerificationLetter = defineJob<{ registrationId: string }>(
  'send_verification_letter',
  async (scope, { registrationId }) => {
    const registration = await scope.db.findOneBy(Registration, {
      id: registrationId,
      expiresAt: MoreThan(scope.clock.now()),
    });
    if (registration) await writeTo(scope, registration);
  },
);

export const resendVerificationLetter = defineJob<{ email: string }>(
  'resend_verification_letter',
  async (scope, { email }) => {
    const registration = await newestRegistration(scope, email);
    if (registration) await writeTo(scope, registration);
  },
);

export const sendResetLetter = defineJob<{ email: string }>('send_reset_letter', async (scope, { email }) => {
  const user = await scope.db.findOneBy(User, { email });
  if (!user) return;
  const token = await issueMailedToken(scope, { userId: user.id });
  await scope.mailer.send(resetLetter(occasion(scope, user.email ?? email, user.displayName), token));
});

export const sendPasswordChangedLetter = defineJob<{ userId: string }>(
  'send_password_changed_letter',
  async (scope, { userId }) => {
    const user = await scope.db.findOneBy(User, { id: userId });
    if (user?.email) await scope.mailer.send(passwordChangedLetter(occasion(scope, user.email, user.displayName)));
  },
);

export const accountJobs = [
  sendVerificationLetter,
  resendVerificationLetter,
  sendResetLetter,
  sendPasswordChangedLetter,
];

/** The last who registered with an address and still may prove it. */
export function newestRegistration(scope: Scope, email: string): Promise<Registration | null> {
  const alive = { email, expiresAt: MoreThan(scope.clock.now()) };
  return scope.db.findOne(Registration, { where: alive, order: { createdAt: 'DESC', id: 'DESC' } });
}

async function writeTo(scope: Scope, { id, email, username, displayName }: Registration): Promise<void> {
  const owner = await scope.db.findOneBy(User, { email });
  if (owner) return scope.mailer.send(alreadyRegisteredLetter(occasion(scope, email, owner.displayName)));
  const token = await issueMailedToken(scope, { registrationId: id });
  return scope.mailer.send(verificationLetter(occasion(scope, email, displayName), username, token));
}

function occasion(scope: Scope, to: string, name: string): { to: string; name: string; publicUrl: string } {
  return { to, name, publicUrl: scope.config.PUBLIC_URL };
}
