import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import { documentId } from '../../gateway/registry/manifest';
import type { Page } from '../measure/page';
import { collectorPort } from './collector';

export interface Launch {
  readonly port: number;
  readonly supergraphFile: string;
  readonly workers: number;
  /** What verifies access tokens, as JSON; ours is the only one that verifies them. */
  readonly keySet: string;
}

/** As in the environment of the product. */
export type Settings = Readonly<Record<string, string>>;

/** How our own is launched. */
export interface LyceumLaunch extends Launch {
  readonly settings: Settings;
}

/** A gateway that can be measured: how its own documentation says that it is started. */
export interface GatewayKind {
  readonly name: string;
  /** Arguments of node. */
  readonly command: (launch: Launch) => readonly string[];
  /** The body of a request, where it is not the text of the page. */
  readonly bodyOf?: (page: Pick<Page, 'query' | 'variables'>) => string;
  /** Sends spans to the collector. */
  readonly isTraced?: boolean;
  /** A native library that must be loaded, or must not be: so that no peer runs as another by mistake. */
  readonly native?: { readonly library: string; readonly isUsed: boolean };
}

const ours = join(__dirname, 'serve-lyceum.js');
const apollo = join(__dirname, 'serve-apollo.js');
const hive = join(projectFolder, 'bench', 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js');
/** Hive looks for its own packages from where its configuration is, so that is read from the sources. */
const forwarding = join(projectFolder, 'bench', 'gateways', 'hive-forwarding.mjs');
const caching = join(projectFolder, 'bench', 'gateways', 'hive-caching.mjs');
const rustPlanner = 'hive_router_query_planner';

const serveLyceum =
  (settings: Settings): GatewayKind['command'] =>
  (launch) => [ours, JSON.stringify({ ...launch, settings })];

const serveHive =
  (...options: readonly string[]): GatewayKind['command'] =>
  ({ port, supergraphFile, workers }) =>
    [
      hive,
      'supergraph',
      supergraphFile,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--fork',
      String(workers),
    ].concat(options);

const serveApollo =
  (forwards: boolean): GatewayKind['command'] =>
  (launch) => [apollo, JSON.stringify({ ...launch, forwards })];

const withRust = { library: rustPlanner, isUsed: true };
const withoutRust = { library: rustPlanner, isUsed: false };

/** Ours with settings of a row. */
export const lyceumWith = (settings: Settings, name = 'Lyceum'): GatewayKind => ({
  name,
  command: serveLyceum({ ENGINE: 'compiled', ...settings }),
});

export const kinds = {
  compiled: lyceumWith({}),
  /** Answers of nobody are kept. */
  keeping: lyceumWith({ CACHE_BYTES: '64000000' }, 'Lyceum, answers kept'),
  /** Requests of one address are counted. */
  counting: lyceumWith({ RATE_PER_ADDRESS: '1000000000', RATE_PER_USER: '1000000000' }, 'Lyceum, rates counted'),
  /** Asked by the id of a registered document. */
  byId: {
    ...lyceumWith({}, 'Lyceum, by documentId'),
    bodyOf: ({ query, variables }) => JSON.stringify({ documentId: documentId(query), variables }),
  },
  traced: {
    ...lyceumWith({ OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}` }, 'Lyceum, every request traced'),
    isTraced: true,
  },
  tracedSome: {
    ...lyceumWith(
      { OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}`, TRACE_SAMPLE_RATIO: '0.01' },
      'Lyceum, one request of 100 traced',
    ),
    isTraced: true,
  },
  apolloEngine: { name: 'Lyceum with ApolloGateway as its engine', command: serveLyceum({ ENGINE: 'apollo' }) },
  apolloGateway: { name: '@apollo/gateway', command: serveApollo(false) },
  apolloGatewayForwarding: { name: '@apollo/gateway, forwarding', command: serveApollo(true) },
  hive: { name: 'Hive Gateway', command: serveHive(), native: withoutRust },
  hiveKeeping: {
    name: 'Hive Gateway, responses kept',
    command: serveHive('--config-path', caching),
    native: withoutRust,
  },
  hiveForwarding: {
    name: 'Hive Gateway, forwarding',
    command: serveHive('--config-path', forwarding),
    native: withoutRust,
  },
  hiveRust: {
    name: 'Hive Gateway, Rust query planner',
    command: serveHive('--hive-router-runtime'),
    native: withRust,
  },
  hiveRustForwarding: {
    name: 'Hive Gateway, Rust query planner, forwarding',
    command: serveHive('--hive-router-runtime', '--config-path', forwarding),
    native: withRust,
  },
} as const satisfies Record<string, GatewayKind>;
