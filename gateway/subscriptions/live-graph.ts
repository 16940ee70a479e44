import type { Config } from '../../kit/config/config';
import { livePolicyShape, type LivePolicy } from '../../kit/graphql/live-directive';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Engine, EngineEvent } from '../engine/engine';
import { OperationReader } from './operation-reader';
import { livePolicies } from './policies';

/** One supergraph as subscriptions need it. */
export interface LiveGraph {
  readonly engine: Engine;
  readonly subscribe: NonNullable<Engine['subscribe']>;
  readonly reader: OperationReader;
  policyOf(field: string | null): LivePolicy;
}

const usual = livePolicyShape.parse({});

export function openLiveGraph(
  engine: Engine,
  supergraphSdl: string,
  config: Config,
  hasIntrospection: boolean,
): LiveGraph {
  const policies = livePolicies(supergraphSdl);
  return {
    engine,
    subscribe: (request) => engine.subscribe?.(request) ?? unavailable(),
    reader: new OperationReader(engine.schema, {
      depth: config.MAX_DEPTH,
      aliases: config.MAX_ALIASES,
      rootFields: config.MAX_ROOT_FIELDS,
      tokens: config.MAX_TOKENS,
      listItems: config.MAX_LIST_ITEMS,
      hasIntrospection,
    }),
    policyOf: (field) => (field === null ? usual : (policies.get(field) ?? usual)),
  };
}

/** What an engine without subscriptions answers. */
async function* unavailable(): AsyncGenerator<EngineEvent, void> {
  yield { kind: 'next', result: { errors: [kitErrors.UNAVAILABLE()] } };
}
