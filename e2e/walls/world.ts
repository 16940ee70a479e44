import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { request, type IncomingMessage } from 'node:http';
import { RegisteredDocument } from '../../gateway/registry/document.entity';
import { emptyRegistry } from '../../gateway/registry/registry';
import { schemaPart } from '../../gateway/testing/schema-part';
import { openSmallGateway, type SmallGateway } from '../../gateway/testing/small-gateway';
import type { Config } from '../../kit/config/config';
import { accessAudience, accessPayload } from '../../kit/identity/access-token';
import type { ApiKeyViewer } from '../../kit/identity/key-terms';
import { ManualClock } from '../../kit/scope/clock';
import { person } from '../../kit/testing/viewers';

export type Settings = Partial<Record<keyof Config, string>>;

/** What production cannot do without; nothing of it is reached. */
export const production: Settings = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://nowhere.invalid',
  SMTP_URL: 'smtp://nowhere.invalid',
  PUBLIC_URL: 'https://lyceum.example',
};

const sdl = `
  type Query {
    jsonWebKeySet: String
    apiKeyViewer(key: String!, address: String!): String
    me: User
    users(first: Int): [User] @listSize(assumedSize: 20, slicingArguments: ["first"], requireOneSlicingArgument: false)
    echo(text: String, other: String, more: String, list: [Int], filter: Filter, colour: Colour): String
  }
  type Mutation { touch: User }
  enum Colour { AMARANTH VERMILION }
  input Filter { text: String secretWish: String }
  type User @key(fields: "id") { id: ID! name: String secretPlans(until: Int): String self: User }
`;

/** Names of the graph that whoever does not know them must not learn. */
export const secrets = /secretPlans|secretWish|AMARANTH|VERMILION|jsonWebKeySet|apiKeyViewer/;

export interface Walled extends SmallGateway {
  /** How often the mutation ran. */
  readonly touched: number;
  /** An access token of a user. */
  tokenOf(id: string): Promise<string>;
}

/** A gateway over one small subgraph. Any key that begins with `key` is one; the document Hello is registered. */
export async function openWalled(settings: Settings = {}): Promise<Walled> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA' }] });
  const counted = { touched: 0 };
  const ada = { id: 'ada', name: 'Ada', self: () => ada };
  const resolvers = {
    Query: {
      jsonWebKeySet: () => keys,
      apiKeyViewer: (_: unknown, { key }: { key: string }) => (key.startsWith('key') ? keyOf(key) : null),
      me: () => ada,
      users: (_: unknown, { first = 20 }: { first?: number }) => Array.from({ length: first }, () => ada),
      echo: () => 'echo',
    },
    Mutation: {
      touch: () => {
        counted.touched += 1;
        return ada;
      },
    },
  };
  const body = 'query Hello($list: [Int], $colour: Colour) { me { id } echo(list: $list, colour: $colour) }';
  const terms = { id: 'hello', name: 'Hello', version: 1, kind: 'query', body, state: 'ACTIVE', retiresAt: null };
  const hello = Object.assign(new RegisteredDocument(), terms);
  const registry = {
    ...emptyRegistry,
    byId: (id: string) => (id === hello.id ? hello : undefined),
    byName: (name: string) => (name === hello.name ? hello : undefined),
  };
  const gateway = await openSmallGateway({ users: schemaPart(sdl, resolvers) }, { settings, registry });
  return {
    ...gateway,
    get touched() {
      return counted.touched;
    },
    tokenOf: (id) => {
      const now = Math.floor(new ManualClock().now().getTime() / 1_000);
      return new SignJWT(accessPayload({ id, sessionId: 'one', grants: [], organisations: [], scopes: [] }))
        .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
        .setIssuer(settings.PUBLIC_URL ?? 'http://localhost:4000')
        .setAudience(accessAudience)
        .setIssuedAt(now)
        .setExpirationTime(now + 900)
        .sign(privateKey);
    },
  };
}

function keyOf(id: string): string {
  const claims = { ...person('partner').claims, kind: 'service' as const };
  const terms = { id, documents: null, requestsPerMinute: null, costPerMinute: null };
  return JSON.stringify({ claims, terms } satisfies ApiKeyViewer);
}

export interface Knock {
  readonly method?: string;
  readonly path?: string;
  /** JSON, where nothing else is said; an empty content type is none. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Another address of this machine, from which the request comes. */
  readonly from?: string;
}

export interface Knocked {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Of the first error. */
  readonly code: unknown;
  readonly facts: Readonly<Record<string, unknown>>;
}

export const asked = (query: string, rest: object = {}): string => JSON.stringify({ query, ...rest });
export const fine = asked('{ me { id } }');

/** Sends one request with exactly these headers. A socket that is opened answers 101. */
export function knock(port: number, knocked: Knock = {}): Promise<Knocked> {
  const { method = 'POST', path = '/graphql', headers = {}, body = method === 'POST' ? fine : '', from } = knocked;
  const json = method === 'POST' && !('content-type' in headers) ? { 'content-type': 'application/json' } : {};
  const given = Object.entries({ ...json, 'content-length': String(Buffer.byteLength(body)), ...headers });
  const sent = Object.fromEntries(given.filter(([, value]) => value !== ''));
  const target = { host: '127.0.0.1', port, method, path, headers: sent, ...(from ? { localAddress: from } : {}) };
  return new Promise((resolve, reject) => {
    const asking = request({ ...target, agent: false }, (response) => void read(response).then(resolve, reject));
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '', code: undefined, facts: {} });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** The handshake of a socket. */
export const handshake = (headers: Knock['headers'] = {}): Knock => ({
  method: 'GET',
  headers: {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    'sec-websocket-protocol': 'graphql-transport-ws',
    'content-length': '',
    ...headers,
  },
});

async function read(response: IncomingMessage): Promise<Knocked> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { code, ...facts } = errorIn(text);
  return { status: response.statusCode ?? 0, headers: response.headers, text, code, facts };
}

function errorIn(text: string): Record<string, unknown> {
  if (!text.startsWith('{')) return {};
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: Record<string, unknown> }[] };
  return errors[0]?.extensions ?? {};
}
