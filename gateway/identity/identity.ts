import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Config } from '../../kit/config/config';
import { accessAudience, viewerOfPayload } from '../../kit/identity/access-token';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import type { ApiKeyViewer, KeyTerms } from '../../kit/identity/key-terms';
import { Viewer } from '../../kit/identity/viewer';
import type { Clock } from '../../kit/scope/clock';
import type { CallHeaders } from '../../kit/subgraph/running';
import { gatewayErrors } from '../gateway.errors';
import { callHeaders, type SubgraphClient } from '../subgraph-client/subgraph-client';

/** As whom the gateway itself calls a subgraph. */
const gatewayViewer = new Viewer({
  kind: 'service',
  id: null,
  sessionId: null,
  grants: [],
  organisations: [],
  scopes: ['gateway'],
});
const keysLifetime = 60_000;
/** For how long a token that was verified needs no new look, in milliseconds: a withdrawn key counts by then. */
const verifiedLifetime = 60_000;
const mostTokens = 10_000;

/** Who sends a request, by a token that says since when and until when; an API key and nobody have neither. */
export interface Identified {
  readonly viewer: Viewer;
  /** What the API key is for; null where none was used. */
  readonly key: KeyTerms | null;
  readonly issuedAt: Date | null;
  readonly expiresAt: Date | null;
}

export interface Credentials {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly address: string;
}

/** Who sends a request: an access token or an API key, verified; nobody without either. */
export class Identity {
  private readonly known = new LRUCache<string, { readonly identified: Identified; readonly at: number }>({
    max: mostTokens,
  });
  private keys: { readonly set: JSONWebKeySet; readonly readAt: number } | null = null;

  constructor(
    private readonly users: SubgraphClient,
    private readonly seal: ViewerSeal,
    private readonly config: Pick<Config, 'PUBLIC_URL'>,
    private readonly clock: Clock,
  ) {}

  /** @throws INVALID_TOKEN, INVALID_API_KEY */
  async identify({ authorization, apiKey, address }: Credentials): Promise<Identified> {
    if (apiKey) return { ...(await this.ofApiKey(apiKey, address)), ...timeless };
    if (!authorization) return { viewer: Viewer.anonymous, key: null, ...timeless };
    const [scheme, token] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw gatewayErrors.INVALID_TOKEN();
    const now = this.clock.now().getTime();
    const known = this.known.get(token);
    if (known && now - known.at < verifiedLifetime && now < Number(known.identified.expiresAt)) return known.identified;
    const identified = await this.ofToken(token);
    this.known.set(token, { identified, at: now });
    return identified;
  }

  /** The public signing keys, as /.well-known/jwks.json serves them. Read again once a minute. */
  async publicKeys(): Promise<JSONWebKeySet> {
    const now = this.clock.now().getTime();
    if (this.keys && now - this.keys.readAt < keysLifetime) return this.keys.set;
    const data = await this.ask<{ jsonWebKeySet: string }>('{ jsonWebKeySet }');
    this.keys = { set: JSON.parse(data.jsonWebKeySet) as JSONWebKeySet, readAt: now };
    return this.keys.set;
  }

  private async ofToken(token: string): Promise<Identified> {
    try {
      const { payload } = await this.verified(token);
      return {
        viewer: viewerOfPayload(payload),
        key: null,
        issuedAt: dateOf(payload.iat),
        expiresAt: dateOf(payload.exp),
      };
    } catch (error) {
      if (error instanceof UsersUnreachable) throw error;
      throw (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? expiredToken() : gatewayErrors.INVALID_TOKEN();
    }
  }

  /** A key made since the last reading is looked for once more. */
  private async verified(token: string): ReturnType<typeof jwtVerify> {
    const options = {
      issuer: this.config.PUBLIC_URL,
      audience: accessAudience,
      algorithms: ['EdDSA'],
      currentDate: this.clock.now(),
    };
    const verify = async () => jwtVerify(token, createLocalJWKSet(await this.publicKeys()), options);
    try {
      return await verify();
    } catch (error) {
      const isKeyUnknown = (error as { code?: string }).code === 'ERR_JWKS_NO_MATCHING_KEY';
      const isStale = this.keys !== null && this.clock.now().getTime() - this.keys.readAt > 5_000;
      if (!isKeyUnknown || !isStale) throw error;
      this.keys = null;
      return verify();
    }
  }

  private async ofApiKey(key: string, address: string): Promise<Pick<Identified, 'viewer' | 'key'>> {
    const query = 'query ($key: String!, $address: String!) { apiKeyViewer(key: $key, address: $address) }';
    const { apiKeyViewer } = await this.ask<{ apiKeyViewer: string | null }>(query, { key, address });
    if (apiKeyViewer === null) throw gatewayErrors.INVALID_API_KEY();
    const { claims, terms } = JSON.parse(apiKeyViewer) as ApiKeyViewer;
    return { viewer: new Viewer(claims), key: terms };
  }

  /** The headers with which the gateway asks users for itself; signed for a minute. */
  async ownHeaders(): Promise<CallHeaders> {
    const signedViewer = await this.seal.sign(gatewayViewer);
    return callHeaders({ signedViewer, requestId: 'gateway', address: '127.0.0.1', userAgent: 'gateway' });
  }

  private async ask<T>(query: string, variables = {}): Promise<T> {
    const { data, errors } = await this.users.execute({ kind: 'query', query, variables }, await this.ownHeaders());
    if (errors || !data) throw new UsersUnreachable(`users does not answer: ${errors?.[0]?.message ?? 'no data'}`);
    return data as T;
  }
}

const timeless = { issuedAt: null, expiresAt: null };

/** Known by `extensions.isExpired`: where another token is no use, a refreshed one is. */
const expiredToken = () => gatewayErrors.INVALID_TOKEN({ isExpired: true });

function dateOf(seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(seconds * 1_000);
}

/** Not the client's fault: answered with 503, never with "your token is bad". */
export class UsersUnreachable extends Error {
  override readonly name = 'UsersUnreachable';
}
