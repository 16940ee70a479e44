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
  /** In their order; more than one where they came while the ones before were handed out. */
  next(events: readonly LiveEvent[]): void;
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
const membersPerTurn = 50;
/** So many events wait for the ones before to be handed out; those after them wait where they come from. */
const mostWaiting = 50;

/** One subscription of the engine and everyone who hears of it: one upstream, one entity fetch, one text per event. */
export class SharedSource {
  readonly key: string;
  readonly operation: ReadOperation;
  private readonly members = new Set<Member>();
  private readonly gone = new AbortController();
  private readonly events: AsyncGenerator<EngineEvent, void>;
  private readonly waiting: EngineEvent[] = [];
  private round: Promise<void> | null = null;
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
      for await (const event of this.events) {
        this.waiting.push(event);
        this.round ??= this.rounds();
        if (this.waiting.length >= mostWaiting) await this.round;
      }
      await this.round;
      for (const member of this.end()) member.complete();
    } catch (error) {
      this.broken(error);
    }
  }

  private broken(error: unknown): void {
    this.options.log.error({ error, requestId: this.requestId }, 'a subscription failed');
    this.fail(kitErrors.INTERNAL_ERROR({ requestId: this.requestId }), 'failed');
  }

  /**
   * Hands out what has come, one round after the other: what comes in the meantime goes together in the next. So a source that
   * is faster than its members can be written to costs one write for several events, and not ever more time.
   */
  private async rounds(): Promise<void> {
    try {
      while (this.waiting.length > 0) await this.send(this.nextRound());
    } catch (error) {
      this.broken(error);
    } finally {
      this.round = null;
    }
  }

  /** All that waits; what is traced goes by itself. */
  private nextRound(): readonly EngineEvent[] {
    const traced = this.waiting.findIndex((event) => event.kind === 'next' && event.trace?.traceparent !== undefined);
    return this.waiting.splice(0, traced < 0 ? this.waiting.length : Math.max(1, traced));
  }

  private async send(events: readonly EngineEvent[]): Promise<void> {
    const { metrics } = this.options;
    const sent = events.map((event) => (event.kind === 'gap' ? LiveEvent.gap : this.eventOf(event.result, event.cost)));
    for (const { isGap } of sent) if (isGap) metrics.gap();
    metrics.sent(this.members.size * sent.length);
    const [first] = events;
    const trace = first?.kind === 'next' ? first.trace : undefined;
    await tracedDelivery(trace, this.members.size, () => this.handOut(sent));
  }

  private async handOut(sent: readonly LiveEvent[]): Promise<void> {
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
