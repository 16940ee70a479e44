import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { CodedError } from '../../kit/errors/errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { SubscriptionEnd } from '../metrics/subscription-metrics';
import { gatewayErrors } from '../gateway.errors';
import type { RegisteredDocument } from '../registry/document.entity';
import { noteRun } from '../registry/uses';
import { tracedLive, tracedStart, type LiveProtocol } from '../tracing/live-spans';
import type { ClientName } from '../usage/client-name';
import type { LivePolicy } from '../../kit/graphql/live-directive';
import type { Access } from './access';
import { askedText, type AskedOperation } from './asked-operation';
import { EventQueue } from './event-queue';
import type { Caller } from './hub';
import { Lane, type Frames } from './lane';
import type { LiveEvent } from './live-event';
import type { LiveServices } from './live-services';
import { rootFieldOf, type ReadOperation } from './operation-reader';
import type { Outlet } from './outlet';
import type { Member } from './shared-source';
import { shownErrors } from './shown-errors';
import { resultOf, type SingleRequest } from './single-result';
import { Standing } from './standing';
import { subscriptionErrors } from './subscriptions.errors';

export interface ClientOptions {
  readonly services: LiveServices;
  readonly protocol: LiveProtocol;
  readonly outlet: Outlet;
  readonly framesOf: (id: string) => Frames;
  readonly access: Access;
  readonly address: string;
  readonly userAgent: string;
  readonly client: ClientName;
  /** The client has been told that an operation is over. */
  readonly onEnd?: (id: string) => void;
  /** The client reads too slowly for something of which it must not miss anything. */
  readonly onTooSlow: (id: string) => void;
}

interface Running {
  readonly isSubscription: boolean;
  readonly lane: Lane;
  /** Lets go of what the operation holds. */
  readonly leave: () => void;
}

/** One client who is known, and what it runs. Protocols drive it. */
export class LiveClient {
  readonly standing: Standing;
  private readonly running = new Map<string, Running>();

  constructor(private readonly options: ClientOptions) {
    const { services, access } = options;
    this.standing = new Standing({ ...services, access, onLoss: (error) => this.endSubscriptions(error) });
    services.clients.add(this);
  }

  has(id: string): boolean {
    return this.running.has(id);
  }

  /** Begins an operation. Never throws: what refuses it goes to the client. */
  start(id: string, asked: AskedOperation): void {
    const errors = this.refusalOf(id, asked);
    if (errors.length > 0) this.refuse(id, errors);
  }

  /** Tells that an operation does not begin. */
  refuse(id: string, errors: readonly GraphQLError[]): void {
    this.options.outlet.answer(this.options.framesOf(id).error(shownErrors(errors, randomUUID())));
    this.options.onEnd?.(id);
  }

  /** The client has had enough of an operation. */
  stop(id: string, reason: SubscriptionEnd = 'client'): void {
    this.running.get(id)?.lane.abandon();
    this.release(id, reason);
  }

  /** Ends one operation, whatever of it waits, with an error. */
  fail(id: string, error: CodedError, reason: SubscriptionEnd): void {
    this.running.get(id)?.lane.fail(error, reason);
  }

  /** The connection is gone, or will be. */
  close(reason: SubscriptionEnd = 'client'): void {
    this.standing.close();
    this.options.services.clients.delete(this);
    for (const id of this.running.keys()) this.stop(id, reason);
  }

  /** Why an operation does not begin; empty when it has. */
  private refusalOf(id: string, asked: AskedOperation): readonly GraphQLError[] {
    const lost = this.standing.refusal();
    if (lost) return [lost];
    try {
      const { texts } = this.options.services;
      return this.begin(id, asked, texts.of(asked, this.standing.access.key) ?? undefined);
    } catch (error) {
      if (error instanceof CodedError) return [error];
      if (error instanceof RangeError) return [tooDeep()];
      this.options.services.log.error({ error }, 'an operation could not begin');
      return [kitErrors.INTERNAL_ERROR()];
    }
  }

  private begin(id: string, asked: AskedOperation, document?: RegisteredDocument): readonly GraphQLError[] {
    const { hub, operations, uses, fieldUsage } = this.options.services;
    const { key } = this.standing.access;
    const reading = hub.graph.reader.read(askedText(asked, document));
    if ('errors' in reading) {
      noteRun(uses, { key, document }, true);
      return reading.errors;
    }
    const exceeded = this.takeRoom();
    if (exceeded) return [exceeded];
    const { operation } = reading;
    try {
      fieldUsage?.note(hub.graph.engine.schema, operation, this.options.client);
      if (operation.operation.operation !== 'subscription') this.execute(id, operation, document);
      else {
        this.follow(id, operation);
        noteRun(uses, { key, document }, false);
      }
      return [];
    } catch (error) {
      operations.giveBack(this.holder);
      throw error;
    }
  }

  private follow(id: string, operation: ReadOperation): void {
    const { hub, metrics, log } = this.options.services;
    const lane = this.laneOf(id, hub.graph.policyOf(rootFieldOf(operation)).overflow);
    const member: Member = {
      next: (events) => {
        if (this.standing.refusal() !== null) return;
        const isInTime = this.options.outlet.together(() => events.every((event) => lane.next(event)));
        if (!isInTime) this.options.onTooSlow(id);
        for (const event of events) this.charge(lane, event);
      },
      complete: () => lane.complete(),
      fail: (error, reason) => lane.fail(error, reason),
    };
    const leave = tracedLive(this.options.protocol, () =>
      tracedStart(operation, () => hub.join(operation, this.caller, member)),
    );
    log.info({ operation: operation.operationName ?? undefined, kind: 'subscription' }, 'operation');
    metrics.opened();
    this.running.set(id, { isSubscription: true, lane, leave });
  }

  /** Takes an event from the budget of an API key. One that is used up ends the subscription, not the connection. */
  private charge(lane: Lane, { cost }: LiveEvent): void {
    const { rates, log } = this.options.services;
    const { key } = this.standing.access;
    if (!key || !cost) return;
    rates.spend(key, cost).then(
      (refusal) => refusal && lane.fail(refusal, 'budget'),
      (error: unknown) => {
        log.error({ error }, 'an event could not be charged');
        lane.fail(kitErrors.INTERNAL_ERROR(), 'failed');
      },
    );
  }

  /** Queries and mutations run over the same connection, as many clients send them. */
  private execute(id: string, operation: ReadOperation, document: RegisteredDocument | undefined): void {
    const lane = this.laneOf(id, 'DROP_OLDEST');
    const { timers, config } = this.options.services;
    const gone = new AbortController();
    const timeout = gatewayErrors.TIMEOUT({ seconds: config.REQUEST_TIMEOUT / 1_000 });
    const callOff = timers.after(config.REQUEST_TIMEOUT, () => gone.abort(timeout));
    this.running.set(id, { isSubscription: false, lane, leave: () => gone.abort() });
    const { key } = this.standing.access;
    const asked = { ...this.caller, key, document, requestId: randomUUID(), signal: gone.signal };
    void tracedLive(this.options.protocol, () => this.answer(operation, asked, lane)).finally(callOff);
  }

  private async answer(operation: ReadOperation, asked: SingleRequest, lane: Lane): Promise<void> {
    const { services } = this.options;
    const { requestId } = asked;
    try {
      lane.next(await resultOf(operation, asked, services));
      lane.complete();
    } catch (error) {
      services.log.error({ error, requestId }, 'an operation failed');
      lane.fail(kitErrors.INTERNAL_ERROR({ requestId }), 'failed');
    }
  }

  private laneOf(id: string, overflow: LivePolicy['overflow']): Lane {
    const { outlet, framesOf, services } = this.options;
    const { LIVE_QUEUE_EVENTS: events, LIVE_QUEUE_BYTES: bytes } = services.config;
    const queue = new EventQueue(overflow, { events, bytes }, () => services.metrics.dropped(1));
    return new Lane(outlet, framesOf(id), queue, (reason) => {
      this.release(id, reason);
      this.options.onEnd?.(id);
    });
  }

  private takeRoom(): CodedError | null {
    const { config, operations } = this.options.services;
    const { MAX_LIVE_OPERATIONS_PER_CONNECTION: most } = config;
    if (this.running.size >= most)
      return subscriptionErrors.TOO_MANY_SUBSCRIPTIONS({ limit: 'connection', allowed: most });
    const limit = operations.take(this.holder);
    return limit && subscriptionErrors.TOO_MANY_SUBSCRIPTIONS({ limit, allowed: operations.limits[limit] });
  }

  private release(id: string, reason: SubscriptionEnd): void {
    const { operations, metrics } = this.options.services;
    const running = this.running.get(id);
    if (!running) return;
    this.running.delete(id);
    operations.giveBack(this.holder);
    if (running.isSubscription) metrics.closed(reason);
    running.leave();
  }

  private endSubscriptions(error: CodedError): void {
    for (const { isSubscription, lane } of this.running.values()) if (isSubscription) lane.fail(error, 'unauthorized');
  }

  private get caller(): Caller {
    const { address, userAgent } = this.options;
    return { viewer: this.standing.access.viewer, address, userAgent };
  }

  private get holder(): string {
    return holderOf(this.standing.access, this.options.address);
  }
}

/** For what nests deeper than the stack is high, which whoever walks it by recursion meets as a RangeError. */
const tooDeep = () => gatewayErrors.OPERATION_TOO_LARGE({ limit: 'depth', allowed: 'what can be read' });

/** Under whom quotas count: a user, or an address that nobody signed in from. */
export function holderOf({ viewer }: Pick<Access, 'viewer'>, address: string): string {
  return viewer.claims.id ?? address;
}
