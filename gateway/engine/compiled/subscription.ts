import { kitErrors } from '../../../kit/errors/kit-errors';
import { callHeaders, type SubgraphClients, type UpstreamEvent } from '../../subgraph-client/subgraph-client';
import type { EngineEvent, SubscribeRequest } from '../engine';
import type { CompiledEngine } from './compiled-engine';
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
    const { primary, root } = ready.compiled;
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
    opened.source = client.subscribe(call, async () => callHeaders(await request.contextOf()));
    if (opened.isOver) return void (await opened.source.return());
    for await (const event of opened.source) {
      if (event.kind === 'gap') {
        yield event;
        continue;
      }
      // The tree and the context are of this event alone: what other subgraphs add is authorised as of now.
      const context = await request.contextOf();
      const execution = engine.execution(ready, request.variables, context);
      execution.take(primary, event.result);
      if (root && event.result.data) await execution.run();
      const result = engine.result(ready, execution, request.variables);
      const isRefused = !event.result.data && (event.result.errors?.length ?? 0) > 0;
      yield { kind: 'next', result: isRefused ? { errors: result.errors ?? [] } : result };
      if (isRefused) return;
    }
  }
}
