import type { Result } from '../../kit/graphql/execute';
import type { CancelSignal } from './cancel-signal';
import { NoAnswer, stoppedBy, type NoAnswerReason } from './no-answer';
import type { SubgraphCall, SubgraphClient } from './subgraph-client';

export const aQuery: SubgraphCall = { kind: 'query', query: '{ any }' };
export const aMutation: SubgraphCall = { kind: 'mutation', query: 'mutation { any }' };
export const fine: Result = { data: { any: 1 } };
export const none = (reason: NoAnswerReason): NoAnswer => new NoAnswer('shop', reason);

/** A call that a test answers, or that ends with its signal. */
interface HeldCall {
  readonly call: SubgraphCall;
  readonly signal: CancelSignal | undefined;
  readonly answer: (result: Result) => void;
}

/** A client whose calls wait for the test. */
export function heldClient(): { readonly client: SubgraphClient; readonly calls: HeldCall[] } {
  const calls: HeldCall[] = [];
  const client = clientOf(
    (call, signal) =>
      new Promise((answer) => {
        calls.push({ call, signal, answer });
        signal?.addEventListener('abort', () => answer(stoppedBy('shop', signal)));
      }),
  );
  return { client, calls };
}

/** A client that answers each call with the next result, and the last one again and again. */
export function scripted(...results: Result[]): { readonly client: SubgraphClient; readonly calls: SubgraphCall[] } {
  const calls: SubgraphCall[] = [];
  const client = clientOf((call) => {
    call.toJson?.();
    calls.push(call);
    return Promise.resolve(results[Math.min(calls.length, results.length) - 1]!);
  });
  return { client, calls };
}

function clientOf(execute: (call: SubgraphCall, signal: CancelSignal | undefined) => Promise<Result>): SubgraphClient {
  return {
    name: 'shop',
    execute: (call, _headers, signal) => execute(call, signal),
    subscribe: () => {
      throw new Error('Subscriptions are not what this is about.');
    },
    close: () => Promise.resolve(),
  };
}
