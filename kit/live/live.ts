import { createPubSub } from '@graphql-yoga/subscription';

/** Topic → message. A message says what happened to what; the receiver reads the rest, as itself. */
export interface LiveTopics {
  publish(topic: string, message: unknown): void;
  subscribe(topic: string): AsyncIterable<unknown>;
}

/** A topic with its message type: `liveTopic<ProgressChanged>('courseProgress')`. */
export interface LiveTopic<M> {
  publish(live: LiveTopics, key: string, message: M): void;
  subscribe(live: LiveTopics, key: string): AsyncIterable<M>;
}

export function liveTopic<M>(name: string): LiveTopic<M> {
  return {
    publish: (live, key, message) => live.publish(`${name}:${key}`, message),
    subscribe: (live, key) => live.subscribe(`${name}:${key}`) as AsyncIterable<M>,
  };
}

/** Fan-out within this process. */
export function openLiveTopics(): LiveTopics {
  const pubSub = createPubSub<Record<string, [unknown]>>();
  return {
    publish: (topic, message) => pubSub.publish(topic, message),
    subscribe: (topic) => pubSub.subscribe(topic),
  };
}
