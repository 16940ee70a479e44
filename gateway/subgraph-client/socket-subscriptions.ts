import type { SubscribePayload } from 'graphql-ws';
import type { Log } from '../../kit/log/log';
import type { CallHeaders } from '../../kit/subgraph/running';
import { pause } from './cancel-signal';
import { GraphqlSocket, type SocketOptions } from './graphql-socket';
import { NoAnswer, refusalOf } from './no-answer';
import { isResult } from './result-shape';
import type { SubgraphCall, UpstreamEvent } from './subgraph-client';
import { UpstreamEvents } from './upstream-events';

interface SocketSubscriptionsOptions extends SocketOptions {
  readonly service: string;
  readonly random: () => number;
  readonly log: Log;
}

/** Tries in a row without success before a subscription that never was live answers UNAVAILABLE. */
const firstTries = 3;
/** Milliseconds that a subscription without events lasts before it counts as a success. */
const stableAfter = 5_000;
/** Milliseconds until the second try, and at most between two; each half to one and a half of it, doubled each time. */
const [shortestDelay, longestDelay] = [200, 10_000];

/** All subscriptions at one subgraph, over one socket that is opened when it is needed. */
export class SocketSubscriptions {
  private socket: GraphqlSocket | undefined;
  private readonly open = new Set<UpstreamEvents>();

  constructor(private readonly options: SocketSubscriptionsOptions) {}

  /** As SubgraphClient.subscribe: lost ones are begun anew for as long as someone listens. */
  subscribe(call: SubgraphCall, headersOf: () => Promise<CallHeaders>): AsyncGenerator<UpstreamEvent, void> {
    return new UpstreamEvents((events) => {
      this.open.add(events);
      this.keepRunning(events, call, headersOf)
        .catch((error: unknown) => events.push(refusalOf(this.options.service, error)))
        .finally(() => {
          events.end();
          this.open.delete(events);
        });
    });
  }

  close(): void {
    for (const events of this.open) events.end();
    this.socket?.close();
  }

  /** @throws what `headersOf` throws: the viewer may no longer see this. */
  private async keepRunning(
    events: UpstreamEvents,
    call: SubgraphCall,
    headersOf: () => Promise<CallHeaders>,
  ): Promise<void> {
    const { timers, random, service, log } = this.options;
    let wasBegun = false;
    let wasLive = false;
    for (let failures = 0; !events.over.aborted;) {
      const headers = await headersOf();
      const socket = await this.connected(headers);
      if (events.over.aborted) return;
      if (socket && wasBegun) events.gap();
      wasBegun ||= socket !== undefined;
      const isLive = socket !== undefined && (await this.runOnce(socket, payloadOf(call, headers), events));
      if (events.over.aborted) return;
      wasLive ||= isLive;
      failures = isLive ? 1 : failures + 1;
      log.warn({ target: service, failures }, 'a subscription at a subgraph was lost');
      if (!wasLive && failures >= firstTries) return events.push(new NoAnswer(service, 'connection'));
      const delay = Math.min(shortestDelay * 2 ** (failures - 1), longestDelay) * (0.5 + random());
      if (!(await pause(timers, delay, events.over))) return;
    }
  }

  private async connected(headers: CallHeaders): Promise<GraphqlSocket | undefined> {
    if (!this.socket || this.socket.isClosed) this.socket = new GraphqlSocket(this.options, { ...headers });
    const { socket } = this;
    return socket.opened.then(
      () => socket,
      () => undefined,
    );
  }

  /** Ends when the operation does, or the socket, or its reader leaves; true where it had been live. */
  private runOnce(socket: GraphqlSocket, payload: SubscribePayload, events: UpstreamEvents): Promise<boolean> {
    const { timers } = this.options;
    const beganAt = timers.now();
    let isLive = false;
    return new Promise((resolve) => {
      const leave = (): void => {
        stop();
        resolve(isLive);
      };
      const stop = socket.run(payload, {
        next: (result) => {
          isLive = true;
          if (!isResult(result)) events.push(new NoAnswer(this.options.service, 'malformed'));
          else events.push(result);
          if (!isResult(result) || result.data === undefined) events.end();
        },
        completed: () => events.end(),
        lost: () => {
          events.over.removeEventListener('abort', leave);
          resolve(isLive || timers.now() - beganAt >= stableAfter);
        },
      });
      events.over.addEventListener('abort', leave);
    });
  }
}

/** The viewer goes with each operation: the socket is that of all. */
function payloadOf({ query, variables, operationName }: SubgraphCall, headers: CallHeaders): SubscribePayload {
  return { query, variables: variables ?? {}, operationName: operationName ?? null, extensions: { headers } };
}
