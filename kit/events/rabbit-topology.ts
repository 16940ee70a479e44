import { Connection } from 'rabbitmq-client';
import { catalog } from './catalog';

/** Every event goes to this exchange; its routing key is its name. */
export const exchange = { exchange: 'lyceum.events', type: 'topic', durable: true } as const;

/** Milliseconds to wait for the broker's first answer. */
const patience = 30_000;

/** Deliveries of one event to one group before it counts as dead. */
export const maxDeliveries = 20;

export const queueOf = (group: string): string => `lyceum.${group}`;
export const deadQueueOf = (group: string): string => `lyceum.${group}.dead`;

/** A broker refuses to declare a queue anew with other arguments: a change here needs a new queue name. */
export const queueOptions = (group: string) => ({
  queue: queueOf(group),
  durable: true,
  arguments: {
    'x-queue-type': 'quorum' as const,
    // Ends what kills its consumers; what a consumer gives back is counted by the consumer (`timesDelivered`).
    'x-delivery-limit': maxDeliveries,
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': deadQueueOf(group),
    // Without these two an event may get lost on its way to the dead-letter queue.
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish' as const,
  },
});

const deadQueueOptions = (group: string) => ({
  queue: deadQueueOf(group),
  durable: true,
  arguments: { 'x-queue-type': 'quorum' as const },
});

/** How many messages lie in the dead-letter queue of each group; `lyceum events replay` does not reach them. */
export async function deadLetters(url: string, groups: readonly string[]): Promise<Map<string, number>> {
  const connection = new Connection({ url, connectionName: 'lyceum dead letters' });
  // Whoever waits hears of it by their own rejection.
  connection.on('error', () => undefined);
  try {
    await connection.onConnect(patience);
    const counts = new Map<string, number>();
    for (const group of groups) {
      const { messageCount } = await connection.queueDeclare(deadQueueOptions(group));
      counts.set(group, messageCount);
    }
    return counts;
  } finally {
    if (connection.ready) await connection.close();
    else connection.unsafeDestroy();
  }
}

/** From now on the broker keeps these events for the group, whether it runs or not. */
export async function keepFor(connection: Connection, group: string, names: readonly string[]): Promise<void> {
  await connection.exchangeDeclare(exchange);
  await connection.queueDeclare(deadQueueOptions(group));
  await connection.queueDeclare(queueOptions(group));
  for (const name of names) await connection.queueBind(bindingOf(group, name));
}

/** Events of the catalogue that the group does not name, but may have named before, stop to come. */
export async function forgetOthers(connection: Connection, group: string, names: readonly string[]): Promise<void> {
  const others = Object.keys(catalog).filter((name) => !names.includes(name));
  for (const name of others) await connection.queueUnbind(bindingOf(group, name));
}

export const bindingOf = (group: string, name: string) => ({
  exchange: exchange.exchange,
  queue: queueOf(group),
  routingKey: name,
});
