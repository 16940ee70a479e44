import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { Config } from '../../kit/config/config';
import { accessAudience, viewerOfPayload } from '../../kit/identity/access-token';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import { Viewer, type ViewerClaims } from '../../kit/identity/viewer';
import type { Clock } from '../../kit/scope/clock';
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

interface Credentials {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly address: string;
}

/** Who sends a request: an access token or an API key, verified; nobody without either. */
export class Identity {
  private keys: { readonly set: JSONWebKeySet; readonly readAt: number } | null = null;

  constructor(
    private readonly users: SubgraphClient,
    private readonly seal: ViewerSeal,
    private readonly config: Pick<Config, 'PUBLIC_URL'>,
    private readonly clock: Clock,
  ) {}

  /** @throws INVALID_TOKEN, INVALID_API_KEY */
  async viewerOf({ authorization, apiKey, address }: Credentials): Promise<Viewer> {
    if (apiKey) return this.ofApiKey(apiKey, address);
    if (!authorization) return Viewer.anonymous;
    const [scheme, token] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw gatewayErrors.INVALID_TOKEN();
    return this.ofToken(token);
  }

  /** The public signing keys, as /.well-known/jwks.json serves them. Read again once a minute. */
  async publicKeys(): Promise<JSONWebKeySet> {
    const now = this.clock.now().getTime();
    if (this.keys && now - this.keys.readAt < keysLifetime) return this.keys.set;
    const data = await this.ask<{ jsonWebKeySet: string }>('{ jsonWebKeySet }');
    this.keys = { set: JSON.parse(data.jsonWebKeySet) as JSONWebKeySet, readAt: now };
    return this.keys.set;
  }

  private async ofToken(token: string): Promise<Viewer> {
    try {
      const { payload } = await this.verified(token);
      return viewerOfPayload(payload);
    } catch (error) {
      if (error instanceof UsersUnreachable) throw error;
      throw gatewayErrors.INVALID_TOKEN();
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

  private async ofApiKey(key: string, address: string): Promise<Viewer> {
    const query = 'query ($key: String!, $address: String!) { apiKeyViewer(key: $key, address: $address) }';
    const { apiKeyViewer } = await this.ask<{ apiKeyViewer: string | null }>(query, { key, address });
    if (apiKeyViewer === null) throw gatewayErrors.INVALID_API_KEY();
    return new Viewer(JSON.parse(apiKeyViewer) as ViewerClaims);
  }

  private async ask<T>(query: string, variables = {}): Promise<T> {
    const context = {
      signedViewer: await this.seal.sign(gatewayViewer),
      requestId: 'gateway',
      address: '127.0.0.1',
      userAgent: 'gateway',
    };
    const { data, errors } = await this.users.execute({ kind: 'query', query, variables }, callHeaders(context));
    if (errors || !data) throw new UsersUnreachable(`users does not answer: ${errors?.[0]?.message ?? 'no data'}`);
    return data as T;
  }
}

/** Not the client's fault: answered with 503, never with "your token is bad". */
export class UsersUnreachable extends Error {
  override readonly name = 'UsersUnreachable';
}
