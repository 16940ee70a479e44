import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection, ConsumerStatus, type AsyncMessage, type Consumer, type Publisher } from 'rabbitmq-client';
import type { Log } from '../log/log';
import type { EventBus } from './bus';
import { catalog, type EventEnvelope } from './catalog';
import { readEnvelope } from './envelope';
import { bindingOf, exchange, forgetOthers, keepFor, maxDeliveries, queueOf, queueOptions } from './rabbit-topology';

export interface RabbitBusOptions {
  /** amqp: or amqps:, with user and password. */
  readonly url: string;
  readonly log: Log;
  /** Group → event names: what is published before a group runs for the first time waits for it. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds that a failed event rests before it goes back to the queue. */
  readonly backOff?: (failures: number) => number;
  /** Milliseconds to wait for the broker's first answer, and for each confirmation. */
  readonly patience?: number;
}

type Take = (event: EventEnvelope) => Promise<void>;

const halfAMinute = 30_000;
const atOnce = 10;

/** 20 deliveries last six minutes, so that a restarting database kills no event. */
const doubling = (failures: number): number => Math.min(100 * 2 ** (failures - 1), halfAMinute);

/** @throws where no broker answers in time; later it may go away and come back as it likes. */
export async function openRabbitBus(options: RabbitBusOptions): Promise<EventBus> {
  const { url, groups = {}, patience = halfAMinute } = options;
  const connection = new Connection({ url, connectionName: 'lyceum', acquireTimeout: patience });
  const bus = new RabbitBus(connection, options);
  try {
    await connection.onConnect(patience);
    for (const [group, names] of Object.entries(groups)) await keepFor(connection, group, names);
    return bus;
  } catch (error) {
    await bus.close();
    throw new Error(`The event broker at ${new URL(url).host} cannot be used.`, { cause: error });
  }
}

/** Events between processes: a durable quorum queue per group behind one topic exchange of RabbitMQ. */
class RabbitBus implements EventBus {
  private readonly publisher: Publisher;
  private readonly consumers: Consumer[] = [];
  /** Ends every back-off: when the bus closes, or has lost its broker and with it the deliveries at hand. */
  private hurry = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly options: RabbitBusOptions,
  ) {
    this.publisher = connection.createPublisher({ confirm: true, exchanges: [exchange] });
    connection.on('connection', () => options.log.info('connected to the event broker'));
    connection.on('connection.blocked', (reason) => options.log.warn({ reason }, 'the event broker takes nothing'));
    connection.on('error', (error: unknown) => {
      options.log.warn({ error }, 'trouble with the event broker');
      this.hurry.abort();
      this.hurry = new AbortController();
    });
  }

  async publish(event: EventEnvelope): Promise<void> {
    // The client would wait for the broker; the outbox waits better, as its job is not held meanwhile.
    if (!this.connection.ready) throw new Error('The event broker is away.');
    const { id: messageId, name } = event;
    const confirmed = this.publisher.send(
      { exchange: exchange.exchange, routingKey: name, messageId, type: name, durable: true, mandatory: false },
      event,
    );
    await within(this.options.patience ?? halfAMinute, confirmed);
  }

  async subscribe(group: string, names: readonly string[], take: Take): Promise<void> {
    await keepFor(this.connection, group, names);
    await forgetOthers(this.connection, group, names);
    const consumer = this.connection.createConsumer(
      {
        queue: queueOf(group),
        queueOptions: queueOptions(group),
        exchanges: [exchange],
        queueBindings: names.map((name) => bindingOf(group, name)),
        qos: { prefetchCount: 2 * atOnce },
        concurrency: atOnce,
      },
      (message) => this.deliver(group, take, message),
    );
    consumer.on('error', (error: unknown) => this.options.log.warn({ error, group }, 'event consumer'));
    this.consumers.push(consumer);
    await once(consumer, 'ready');
  }

  async close(): Promise<void> {
    const { connection, consumers, publisher, hurry } = this;
    hurry.abort();
    // A broker that is away answers no goodbye; what it has not been told it delivers again.
    if (!connection.ready) connection.unsafeDestroy();
    await Promise.allSettled([...consumers.map((consumer) => consumer.close()), publisher.close()]);
    if (connection.ready) await connection.close();
  }

  private async deliver(group: string, take: Take, message: AsyncMessage): Promise<ConsumerStatus> {
    const log = this.options.log.child({ group, eventId: message.messageId, event: message.routingKey });
    const event = readEnvelope(bodyOf(message));
    if (!event) {
      log.error('a message that is no event of the catalogue went to the dead-letter queue');
      return ConsumerStatus.DROP;
    }
    try {
      if (event.version > catalog[event.name].version) throw new Error(`Version ${event.version} is not known here.`);
      await take(event);
      return ConsumerStatus.ACK;
    } catch (error) {
      const failures = timesDelivered(message);
      if (failures >= maxDeliveries) {
        log.error({ error, failures }, 'an event that could not be taken went to the dead-letter queue');
        return ConsumerStatus.DROP;
      }
      log.warn({ error, failures }, 'an event could not be taken; it comes again');
      await this.rest((this.options.backOff ?? doubling)(failures));
      return ConsumerStatus.REQUEUE;
    }
  }

  private rest(milliseconds: number): Promise<void> {
    return pause(milliseconds, undefined, { signal: this.hurry.signal }).catch(() => undefined);
  }
}

/** A broker short of memory or disk takes everything and confirms nothing. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const overdue = pause(milliseconds, undefined, { signal: done.signal }).then(() => {
    throw new Error(`The event broker has confirmed nothing within ${milliseconds} ms.`);
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    done.abort();
  }
}

/** The client has parsed what says of itself that it is JSON; other senders may not say so. */
function bodyOf({ body }: AsyncMessage): unknown {
  const raw: unknown = body;
  if (typeof raw !== 'string' && !Buffer.isBuffer(raw)) return raw;
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}

/** This delivery included. Up to RabbitMQ 4.2 `x-delivery-count` counts what was given back, later `x-acquired-count` does. */
function timesDelivered({ headers = {} }: AsyncMessage): number {
  const counts = ['x-delivery-count', 'x-acquired-count'].map((name) => Number(headers[name] ?? 0));
  return 1 + Math.max(...counts);
}
