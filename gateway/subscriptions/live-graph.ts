import type { Config } from '../../kit/config/config';
import { livePolicyShape, type LivePolicy } from '../../kit/graphql/live-directive';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Engine, EngineEvent } from '../engine/engine';
import type { DocumentReaders } from '../limits/documents/document-readers';
import { variableLimits } from '../limits/variables';
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
  { config, documents }: { readonly config: Config; readonly documents: DocumentReaders },
): LiveGraph {
  const policies = livePolicies(supergraphSdl);
  return {
    engine,
    subscribe: (request) => engine.subscribe?.(request) ?? unavailable(),
    reader: new OperationReader(engine.schema, documents.of(engine.schema), variableLimits(config)),
    policyOf: (field) => (field === null ? usual : (policies.get(field) ?? usual)),
  };
}

/** What an engine without subscriptions answers. */
async function* unavailable(): AsyncGenerator<EngineEvent, void> {
  yield { kind: 'next', result: { errors: [kitErrors.UNAVAILABLE()] } };
}
