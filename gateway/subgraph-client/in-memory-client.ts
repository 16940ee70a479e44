import { unsignedResult, type Result } from '../../kit/graphql/execute';
import type { CallHeaders, RunningSubgraph } from '../../kit/subgraph/running';
import type { CancelSignal } from './cancel-signal';
import { refusalOf, stoppedBy } from './no-answer';
import type { SubgraphCall, SubgraphClient, UpstreamEvent } from './subgraph-client';

/** A subgraph in this process: the same checks as over HTTP, without the wire. */
export function inMemoryClient(subgraph: RunningSubgraph): SubgraphClient {
  const { name } = subgraph;
  return {
    name,
    execute(call, headers, signal) {
      if (signal?.aborted) return Promise.resolve(stoppedBy(name, signal));
      return unlessCancelled(name, subgraph.execute(call, headers), signal);
    },
    subscribe: (call, headersOf) => events(subgraph, call, headersOf),
    publicRoutes: { handler: () => subgraph.publicRoutes() },
    close: () => Promise.resolve(),
  };
}

/** graphql-js cannot be stopped: the work goes on, but nobody waits for it. */
function unlessCancelled(service: string, answer: Promise<Result>, signal: CancelSignal | undefined): Promise<Result> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(stoppedBy(service, signal));
    signal.addEventListener('abort', leave);
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** A generator's own `return` waits for the event that is being waited for: this one lets go of the source first. */
function events(
  subgraph: RunningSubgraph,
  call: SubgraphCall,
  headersOf: () => Promise<CallHeaders>,
): AsyncGenerator<UpstreamEvent, void> {
  let source: AsyncGenerator<Result> | undefined;
  let isOver = false;
  const stream = run();
  const leave = stream.return.bind(stream);
  return Object.assign(stream, {
    return: async () => {
      isOver = true;
      await source?.return(undefined);
      return leave();
    },
  });

  async function* run(): AsyncGenerator<UpstreamEvent, void> {
    const headers = await headersOf().catch((error: unknown) => refusalOf(subgraph.name, error));
    if ('errors' in headers) return yield { kind: 'next', result: headers };
    const viewer = await subgraph.viewerOf(headers);
    if (!viewer) return yield { kind: 'next', result: unsignedResult() };
    if (isOver) return;
    source = subgraph.subscribe(call, viewer, headers);
    for await (const result of source) yield { kind: 'next', result };
  }
}
