import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConfig } from '../../kit/config/config';
import { accessAudience, accessPayload } from '../../kit/identity/access-token';

/** People who are signed in, each with an access token as the users subgraph would issue it. */
export interface People {
  readonly tokens: readonly string[];
  /** What verifies the tokens (RFC 7517), as JSON. */
  readonly keySet: string;
}

export async function makePeople(count: number): Promise<People> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const kid = 'bench';
  const tokens = Array.from({ length: count }, (_, index) => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    return new SignJWT(accessPayload({ id, sessionId: id, grants: [], organisations: [], scopes: [] }))
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer(readConfig({}).PUBLIC_URL)
      .setAudience(accessAudience)
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(privateKey);
  });
  const key = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  return { tokens: await Promise.all(tokens), keySet: JSON.stringify({ keys: [key] }) };
}
