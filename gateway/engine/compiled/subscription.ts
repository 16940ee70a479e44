import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Result } from '../../../kit/graphql/execute';
import { traceCarrier } from '../../../kit/tracing/carrier';
import { callHeaders, type SubgraphClients, type UpstreamEvent } from '../../subgraph-client/subgraph-client';
import { tracedEvent } from '../../tracing/live-spans';
import type { EngineEvent, EngineResult, SubscribeRequest } from '../engine';
import type { CompiledEngine } from './compiled-engine';
import type { FetchStep } from './compiled-operation';
import type { ReadyOperation } from './planner/plans';
import { refused } from './refused';
import { Calls } from './run/calls';

/** Runs a subscription. `return` lets go of the source at once, also while it is silent. */
export function eventsOf(
  request: SubscribeRequest,
  engine: CompiledEngine,
  clients: SubgraphClients,
): AsyncGenerator<EngineEvent, void> {
  const opened: { source?: AsyncGenerator<UpstreamEvent, void>; isOver: boolean } = { isOver: false };
  const events = run();
  const leave = events.return.bind(events);
  return Object.assign(events, {
    return: async () => {
      opened.isOver = true;
      await opened.source?.return();
      return leave();
    },
  });

  async function* run(): AsyncGenerator<EngineEvent, void> {
    try {
      yield* started();
    } catch (error) {
      yield { kind: 'next', result: refused(error) };
    }
  }

  async function* started(): AsyncGenerator<EngineEvent, void> {
    const context = await request.contextOf();
    const ready = await engine.ready(request, context);
    const { primary } = ready.compiled;
    // Nothing to listen to: the viewer does not get the field, and the response says why.
    if (!primary) {
      const { errors = [] } = engine.result(
        ready,
        engine.execution(ready, request.variables, context),
        request.variables,
      );
      return yield { kind: 'next', result: { errors } };
    }
    const client = clients.get(primary.service);
    if (!client) throw kitErrors.UNAVAILABLE({ service: primary.service });
    const call = new Calls(request.variables).of(primary);
    const begun = traceCarrier();
    opened.source = client.subscribe(call, async () => ({ ...callHeaders(await request.contextOf()), ...begun }));
    if (opened.isOver) return void (await opened.source.return());
    for await (const event of opened.source) {
      if (event.kind === 'gap') {
        yield event;
        continue;
      }
      const from = event.result.extensions?.['traceparent'];
      const [result, trace] = await tracedEvent({ ...request, begun, from }, () =>
        answer(ready, primary, event.result),
      );
      const isRefused = !event.result.data && (event.result.errors?.length ?? 0) > 0;
      yield { kind: 'next', result: isRefused ? { errors: result.errors ?? [] } : result, trace };
      if (isRefused) return;
    }
  }

  /** The tree and the context are of this event alone: what other subgraphs add is authorised as of now. */
  async function answer(ready: ReadyOperation, primary: FetchStep, sent: Result): Promise<EngineResult> {
    const context = await request.contextOf();
    const execution = engine.execution(ready, request.variables, context);
    execution.take(primary, sent);
    if (ready.compiled.root && sent.data) await execution.run();
    return engine.result(ready, execution, request.variables);
  }
}
