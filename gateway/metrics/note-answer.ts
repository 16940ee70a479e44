import type { OperationDefinitionNode } from 'graphql';
import type { Registry } from '../registry/registry';
import type { Metrics } from './metrics';
import type { RequestOutcome } from './request-metrics';

/** Hears of each operation that was answered, whatever the protocol; null for what holds no operation that can run. */
export type NoteAnswer = (operation: OperationDefinitionNode | null, outcome: RequestOutcome, seconds: number) => void;

/** Counts and times answers, all together and by name. */
export function noteAnswerIn(
  { requests, operations }: Pick<Metrics, 'requests' | 'operations'>,
  registry: Pick<Registry, 'byName'>,
): NoteAnswer {
  return (operation, outcome, seconds) => {
    requests.answered(operation?.operation ?? 'none', outcome, seconds);
    // What is no operation of this graph has no name that would tell anything.
    if (!operation) return;
    const name = operation.name?.value ?? null;
    const isRegistered = name !== null && registry.byName(name) !== undefined;
    operations.answered({ name, isRegistered, outcome, seconds });
  };
}
