import { setImmediate } from 'node:timers/promises';
import type { CodedError } from '../../kit/errors/errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Log } from '../../kit/log/log';
import type { GatewayContext } from '../context';
import type { OperationCost } from '../limits/cost/with-cost-limit';
import type { SubscriptionEnd, SubscriptionMetrics } from '../metrics/subscription-metrics';
import type { EngineEvent, EngineResult, SubscribeRequest } from '../engine/engine';
import { tracedDelivery } from '../tracing/live-spans';
import { LiveEvent } from './live-event';
import type { ReadOperation } from './operation-reader';
import { shownErrors } from './shown-errors';

/** One subscriber of a source. */
export interface Member {
  next(event: LiveEvent): void;
  /** The source has nothing more. */
  complete(): void;
  fail(error: CodedError, reason: SubscriptionEnd): void;
}

interface SourceOptions {
  readonly key: string;
  readonly operation: ReadOperation;
  readonly log: Log;
  readonly metrics: SubscriptionMetrics;
  readonly subscribe: (contextOf: SubscribeRequest['contextOf']) => AsyncGenerator<EngineEvent, void>;
  readonly contextOf: (signal: AbortSignal) => Promise<GatewayContext>;
  readonly onEnd: () => void;
}

/** So many members get an event in one turn of the event loop; other requests come between. */
const membersPerTurn = 250;

/** One subscription of the engine and everyone who hears of it: one upstream, one entity fetch, one text per event. */
export class SharedSource {
  readonly key: string;
  readonly operation: ReadOperation;
  private readonly members = new Set<Member>();
  private readonly gone = new AbortController();
  private readonly events: AsyncGenerator<EngineEvent, void>;
  private requestId = '';
  private isOver = false;

  constructor(private readonly options: SourceOptions) {
    this.key = options.key;
    this.operation = options.operation;
    this.events = options.subscribe(() => this.openContext());
    void this.run();
  }

  /** The function returned leaves again; the last to leave lets go of the source. */
  join(member: Member): () => void {
    this.members.add(member);
    return () => {
      if (this.members.delete(member) && this.members.size === 0) this.end();
    };
  }

  fail(error: CodedError, reason: SubscriptionEnd): void {
    for (const member of this.end()) member.fail(error, reason);
  }

  private async run(): Promise<void> {
    try {
      for await (const event of this.events) await this.send(event);
      for (const member of this.end()) member.complete();
    } catch (error) {
      this.options.log.error({ error, requestId: this.requestId }, 'a subscription failed');
      this.fail(kitErrors.INTERNAL_ERROR({ requestId: this.requestId }), 'failed');
    }
  }

  private async send(event: EngineEvent): Promise<void> {
    const { metrics } = this.options;
    const sent = event.kind === 'gap' ? LiveEvent.gap : this.eventOf(event.result, event.cost);
    if (event.kind === 'gap') metrics.gap();
    metrics.sent(this.members.size);
    const trace = event.kind === 'gap' ? undefined : event.trace;
    await tracedDelivery(trace, this.members.size, () => this.handOut(sent));
  }

  private async handOut(sent: LiveEvent): Promise<void> {
    let count = 0;
    for (const member of this.members) {
      member.next(sent);
      if (++count % membersPerTurn === 0) await setImmediate();
    }
  }

  private eventOf({ errors, ...result }: EngineResult, cost: OperationCost | undefined): LiveEvent {
    return new LiveEvent(errors ? { ...result, errors: shownErrors(errors, this.requestId) } : result, cost);
  }

  private async openContext(): Promise<GatewayContext> {
    const context = await this.options.contextOf(this.gone.signal);
    this.requestId = context.requestId;
    return context;
  }

  /** Lets go of the source; returns whom that leaves. */
  private end(): Member[] {
    const left = [...this.members];
    this.members.clear();
    if (this.isOver) return left;
    this.isOver = true;
    this.gone.abort();
    this.options.onEnd();
    this.events.return().catch((error: unknown) => this.options.log.warn({ error }, 'a source did not let go'));
    return left;
  }
}
