import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kit/config/config';
import type { Result } from '../../kit/graphql/execute';
import { patientGateway, testHouse } from '../../kit/testing/test-house';
import { composeSupergraph } from '../compose/compose';
import { openCompiledEngineInThread } from '../engine/compiled/engine-here';
import { engines } from '../engine/engines';
import { openGateway, type GatewayOptions } from '../gateway';
import type { PublicRoutes, SubgraphClient } from '../subgraph-client/subgraph-client';
import { ComposedSource } from '../supergraph/composed-source';

type Answer = SubgraphClient['execute'];

export interface Part {
  /** The subgraph's SDL, without its `@link`. */
  readonly sdl: string;
  readonly answer: Answer;
  readonly subscribe?: SubgraphClient['subscribe'];
  readonly publicRoutes?: PublicRoutes | undefined;
}

export interface SmallGatewayOptions extends Partial<
  Pick<GatewayOptions, 'openEngine' | 'supergraph' | 'registry' | 'usageStore' | 'log' | 'timers'>
> {
  readonly settings?: Partial<Record<keyof Config, string>>;
}

export interface SmallGateway {
  readonly app: FastifyInstance;
  readonly port: number;
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Result>;
}

export const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])
`;

/** A supergraph of a few fields; for what is about the gateway and not about what it serves. */
export function smallSupergraph(sdls: Readonly<Record<string, string>>): string {
  const parts = Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, sdl: link + sdl }));
  return composeSupergraph(parts, []);
}

/** A thread that plans takes longer to begin than all the rest of a small gateway. */
const enginesInThread = { ...engines, compiled: openCompiledEngineInThread };

/** The whole gateway, on a port of its own, over subgraphs that answer as told. One of them is `users`. */
export async function openSmallGateway(
  parts: Readonly<Record<string, Part>>,
  { settings = {}, ...options }: SmallGatewayOptions = {},
): Promise<SmallGateway> {
  const { config, secrets, clock, log } = testHouse(() => Promise.reject(new Error('There is no database.')), {
    // Who has timers of their own says when time passes.
    ...(options.timers ? {} : patientGateway),
    ...settings,
  });
  const sdls = Object.fromEntries(Object.entries(parts).map(([name, { sdl }]) => [name, sdl]));
  const clients = new Map(Object.entries(parts).map(([name, part]) => [name, clientOf(name, part)]));
  const supergraph = options.supergraph ?? new ComposedSource(() => smallSupergraph(sdls));
  const app = await openGateway({
    config,
    secrets,
    clock,
    log,
    supergraph,
    clients,
    isReady: () => true,
    openEngine: enginesInThread[config.ENGINE],
    ...options,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    port: Number(new URL(url).port),
    ask: async (query, variables, given = {}) => {
      const headers = { 'content-type': 'application/json', ...given };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      return (await response.json()) as Result;
    },
  };
}

function clientOf(name: string, { answer, subscribe = async function* () {}, publicRoutes }: Part): SubgraphClient {
  const close = (): Promise<void> => Promise.resolve();
  return { name, execute: answer, subscribe, close, ...(publicRoutes && { publicRoutes }) };
}
