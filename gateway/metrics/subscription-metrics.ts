import { Counter, Gauge, type Registry } from 'prom-client';

/** Why a client's subscription is over. */
export type SubscriptionEnd =
  /** The client left it, or its connection is gone. */
  | 'client'
  /** The subgraph ended it. */
  | 'completed'
  /** It ended with an error. */
  | 'failed'
  /** The token is no longer valid, or the viewer may no longer see this. */
  | 'unauthorized'
  /** The client reads too slowly. */
  | 'slow'
  /** The API key has used up what may be asked for in a minute. */
  | 'budget'
  /** The schema changed. */
  | 'reload'
  /** The gateway stops. */
  | 'shutdown';

export interface SubscriptionMetrics {
  /** How many sockets and event streams, and operations over them, there may be. */
  limits(connections: number, operations: number): void;
  /** Sockets and event streams now. */
  connections(open: number): void;
  opened(): void;
  closed(reason: SubscriptionEnd): void;
  /** So many clients were sent an event. */
  sent(clients: number): void;
  /** So many events were left out for a client that reads too slowly. */
  dropped(events: number): void;
  /** Subscriptions at subgraphs now, each of which any number of clients share. */
  upstreams(open: number): void;
  /** A subgraph's events were lost and found again. */
  gap(): void;
}

export function subscriptionMetrics(registry: Registry): SubscriptionMetrics {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `lyceum_gateway_subscription_${name}_total`, help, registers });
  const active = new Gauge({
    name: 'lyceum_gateway_subscriptions_active',
    help: 'Subscriptions of clients.',
    registers,
  });
  const connections = new Gauge({
    name: 'lyceum_gateway_live_connections',
    help: 'Sockets and event streams of clients.',
    registers,
  });
  const limits = new Gauge({
    name: 'lyceum_gateway_live_limit',
    help: 'How many live connections, and operations over them, there may be.',
    labelNames: ['of'] as const,
    registers,
  });
  const upstreams = new Gauge({
    name: 'lyceum_gateway_subscription_upstreams',
    help: 'Subscriptions at subgraphs, shared by any number of clients.',
    registers,
  });
  const ended = new Counter({
    name: 'lyceum_gateway_subscriptions_closed_total',
    help: 'Subscriptions of clients that are over, by reason.',
    labelNames: ['reason'] as const,
    registers,
  });
  const sent = counter('events', 'Events sent to clients, counted for each.');
  const dropped = counter('events_dropped', 'Events left out for clients that read too slowly.');
  const gaps = counter('gaps', 'Times that the events of a subgraph were lost and found again.');
  return {
    limits: (most, operations) => {
      limits.labels('connections').set(most);
      limits.labels('operations').set(operations);
    },
    connections: (open) => connections.set(open),
    opened: () => active.inc(),
    closed(reason) {
      active.dec();
      ended.labels(reason).inc();
    },
    sent: (clients) => sent.inc(clients),
    dropped: (events) => dropped.inc(events),
    upstreams: (open) => upstreams.set(open),
    gap: () => gaps.inc(),
  };
}
