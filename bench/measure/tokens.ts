import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { accessAudience, accessPayload } from '../../kit/identity/access-token';
import type { Scope } from '../../kit/scope/scope';
import { KeyRing } from '../../subgraphs/users/key-ring/key-ring.service';

/** An access token as the users subgraph issues it, but for longer: nobody has to renew it during a run. */
export async function tokenFor(users: Scope, id: string): Promise<string> {
  const { kid, privateKey } = await users.shared(KeyRing).current();
  return new SignJWT(accessPayload({ id, sessionId: randomUUID(), grants: [], organisations: [], scopes: [] }))
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer(users.config.PUBLIC_URL)
    .setAudience(accessAudience)
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey);
}
