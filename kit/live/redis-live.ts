import { once } from 'node:events';
import { Repeater, SlidingBuffer } from '@graphql-yoga/subscription';
import { kitErrors } from '../errors/kit-errors';
import type { Redis } from 'ioredis';
import type { Log } from '../log/log';
import { openRedisClient } from '../network/redis-client';
import { waitingMessages, type LiveTopics } from './live';
import { lastNumber, publishNumbered } from './numbered';

interface Receiver {
  readonly push: (message: unknown) => void;
  /** Messages may have been lost: whoever receives begins again. */
  readonly lose: () => void;
}

/** Keeps our topics apart from whatever else a Redis server is used for. */
const prefix = 'lyceum:live:';

/**
 * Fan-out between processes by Redis' publish and subscribe. Messages travel as JSON. When the connection is lost, every
 * subscription ends with UNAVAILABLE: what was said meanwhile is gone, and its receiver must know.
 */
export function openRedisLiveTopics(url: string, log: Log): LiveTopics {
  // A message that cannot be sent now is of no use later.
  const publisher = openRedisClient(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  // Without its check: a connection that has subscribed before it was checked would be refused that, and closed.
  const subscriber = openRedisClient(url, {
    autoResubscribe: false,
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
  });
  const topics = new Map<string, Set<Receiver>>();
  let isDown = false;
  for (const client of [publisher, subscriber])
    client.on('error', (error: Error) => {
      if (!isDown) log.error({ error }, 'Redis does not answer: live messages are lost');
      isDown = true;
    });
  subscriber.on('ready', () => (isDown = false));
  subscriber.on('message', (channel: string, text: string) => {
    const message: unknown = JSON.parse(text);
    for (const { push } of topics.get(channel) ?? []) push(message);
  });
  subscriber.on('close', () => {
    const lost = [...topics.values()].flatMap((receivers) => [...receivers]);
    topics.clear();
    for (const { lose } of lost) lose();
  });

  const join = async (channel: string, receiver: Receiver): Promise<void> => {
    const known = topics.get(channel);
    topics.set(channel, (known ?? new Set()).add(receiver));
    // Also where others listen already: their subscription may be on its way still.
    await subscriber.subscribe(channel);
  };
  const leave = async (channel: string, receiver: Receiver): Promise<void> => {
    const receivers = topics.get(channel);
    if (!receivers?.delete(receiver) || receivers.size > 0) return;
    topics.delete(channel);
    await subscriber.unsubscribe(channel);
  };
  const ignore = (error: unknown): void => log.debug({ error }, 'a live topic was not reached');

  const received = (topic: string, firstOf: () => unknown): AsyncIterable<unknown> =>
    new Repeater(async (push, stop) => {
      const receiver = { push: (message: unknown) => void push(message), lose: () => stop(kitErrors.UNAVAILABLE()) };
      try {
        await join(prefix + topic, receiver);
        const first = await firstOf();
        if (first !== undefined) void push(first);
      } catch (error) {
        ignore(error);
        await leave(prefix + topic, receiver).catch(ignore);
        return stop(kitErrors.UNAVAILABLE());
      }
      await stop;
      await leave(prefix + topic, receiver).catch(ignore);
      return undefined;
    }, new SlidingBuffer(waitingMessages));

  /** What could not be told, by topic; told as soon as Redis answers again. */
  const untold = new Map<string, Set<string>>();
  const tell = (topic: string, texts: readonly string[]): void =>
    void publishNumbered(publisher, prefix + topic, texts).catch((error: unknown) => {
      ignore(error);
      untold.set(topic, new Set([...(untold.get(topic) ?? []), ...texts]));
    });
  publisher.on('ready', () => {
    const late = [...untold];
    untold.clear();
    for (const [topic, texts] of late) tell(topic, [...texts]);
  });

  return {
    publish: (topic, message) => void publisher.publish(prefix + topic, JSON.stringify(message)).catch(ignore),
    subscribe: (topic, first) => received(topic, () => first),
    publishNumbered: tell,
    subscribeNumbered: (topic) =>
      received(topic, async () => lastNumber(await connected(publisher), prefix + topic)) as AsyncIterable<
        readonly string[]
      >,
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}

/** Both clients begin at once, and either may be there first. @throws where it cannot connect now */
async function connected(client: Redis): Promise<Redis> {
  if (client.status !== 'ready') await once(client, 'ready');
  return client;
}
