import type { Config } from '../../kit/config/config';
import { livePolicyShape, type LivePolicy } from '../../kit/graphql/live-directive';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Engine, EngineEvent } from '../engine/engine';
import type { DocumentReaders } from '../limits/documents/document-readers';
import { variableLimits } from '../limits/variables';
import { gateOperation } from './gate-operation';
import { OperationReader, rootFieldOf, type ReadOperation } from './operation-reader';
import { livePolicies } from './policies';
import { SameForAll } from './same-for-all';

/** One supergraph as subscriptions need it. */
export interface LiveGraph {
  readonly engine: Engine;
  readonly subscribe: NonNullable<Engine['subscribe']>;
  readonly reader: OperationReader;
  policyOf(field: string | null): LivePolicy;
  /** By which viewers are let in to what they share; null where each has a source of their own. */
  gateOf(operation: ReadOperation): ReadOperation | null;
}

const usual = livePolicyShape.parse({});

export function openLiveGraph(
  engine: Engine,
  supergraphSdl: string,
  { config, documents }: { readonly config: Config; readonly documents: DocumentReaders },
): LiveGraph {
  const policies = livePolicies(supergraphSdl);
  const policyOf: LiveGraph['policyOf'] = (field) => (field === null ? usual : (policies.get(field) ?? usual));
  const sameForAll = new SameForAll(engine.schema, supergraphSdl);
  return {
    engine,
    subscribe: (request) => engine.subscribe?.(request) ?? unavailable(),
    reader: new OperationReader(engine.schema, documents.of(engine.schema), variableLimits(config)),
    policyOf,
    gateOf: (operation) => {
      const { gate } = policyOf(rootFieldOf(operation));
      return gate !== undefined && sameForAll.of(operation) ? gateOperation(operation, gate) : null;
    },
  };
}

/** What an engine without subscriptions answers. */
async function* unavailable(): AsyncGenerator<EngineEvent, void> {
  yield { kind: 'next', result: { errors: [kitErrors.UNAVAILABLE()] } };
}
