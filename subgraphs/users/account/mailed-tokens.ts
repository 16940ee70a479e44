import { MoreThan } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import { userErrors } from '../users.errors';
import { MailedToken } from './mailed-token.entity';

const hour = 3_600_000;
export const verificationLifetime = 24 * hour;
export const resetLifetime = hour;

/** Makes the secret of one letter; only its hash is kept. */
export async function issueMailedToken(
  scope: Scope,
  subject: { registrationId: string } | { userId: string },
): Promise<string> {
  const token = scope.ids.secret();
  const lifetime = 'userId' in subject ? resetLifetime : verificationLifetime;
  await scope.db.insert(MailedToken, {
    hash: secretHash(token),
    ...subject,
    expiresAt: new Date(scope.clock.now().getTime() + lifetime),
  });
  return token;
}

/** Turns junk away before it costs a hash. Whether the secret is still good when it is used, only its use tells. @throws INVALID_TOKEN */
export async function demandMailedToken(scope: Scope, token: string): Promise<void> {
  const isKnown = await scope.db.existsBy(MailedToken, {
    hash: secretHash(token),
    expiresAt: MoreThan(scope.clock.now()),
  });
  if (!isKnown) throw userErrors.INVALID_TOKEN();
}

/** Uses a secret up: of two calls at once, one gets the subject. @throws INVALID_TOKEN */
export async function redeemMailedToken(
  tx: Scope,
  token: string,
  subject: 'registrationId' | 'userId',
): Promise<string> {
  const column = subject === 'userId' ? 'user_id' : 'registration_id';
  const { raw } = await tx.db
    .createQueryBuilder()
    .delete()
    .from(MailedToken)
    .where(`hash = :hash AND expires_at > :now AND ${column} IS NOT NULL`, {
      hash: secretHash(token),
      now: tx.clock.now(),
    })
    .returning(column)
    .execute();
  const id = (raw as Record<string, string>[])[0]?.[column];
  if (id === undefined) throw userErrors.INVALID_TOKEN();
  return id;
}
