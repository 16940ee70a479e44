import { setMaxListeners } from 'node:events';
import { createPubSub, Repeater, SlidingBuffer, type PubSubEventTarget } from '@graphql-yoga/subscription';

type Topics = Record<string, [unknown]>;

/** Topic → message. A message says what happened to what; the receiver reads the rest, as itself. */
export interface LiveTopics {
  publish(topic: string, message: unknown): void;
  /** `first` is received at once, when everything after it will be: so a receiver knows since when it hears. */
  subscribe(topic: string, first?: unknown): AsyncIterable<unknown>;
  /**
   * As `publish`, for texts. Between processes each message is numbered, one more than the one before: `#<number>` stands
   * in front of it, so that receivers can tell who of them has heard more, and whether they have missed any.
   */
  publishNumbered(topic: string, texts: readonly string[]): void;
  /** Begins with a message without texts, which has the number of the last one. */
  subscribeNumbered(topic: string): AsyncIterable<readonly string[]>;
  close(): Promise<void>;
}

/** A topic with its message type: `liveTopic<ProgressChanged>('courseProgress')`. */
export interface LiveTopic<M> {
  publish(live: LiveTopics, key: string, message: M): void;
  subscribe(live: LiveTopics, key: string, first?: M): AsyncIterable<M>;
}

export function liveTopic<M>(name: string): LiveTopic<M> {
  return {
    publish: (live, key, message) => live.publish(`${name}:${key}`, message),
    subscribe: (live, key, first) => live.subscribe(`${name}:${key}`, first) as AsyncIterable<M>,
  };
}

/** How many messages wait for a receiver that is slower than its topic; then the oldest give way. */
export const waitingMessages = 1_000;

/** Fan-out within this process. A slow receiver loses messages; it never holds up or fails the one who publishes. */
export function openLiveTopics(): LiveTopics {
  const eventTarget = new EventTarget() as PubSubEventTarget<Topics>;
  // A room of thousands is no leak.
  setMaxListeners(0, eventTarget);
  const pubSub = createPubSub<Topics>({ eventTarget });
  const publish: LiveTopics['publish'] = (topic, message) => pubSub.publish(topic, message);
  const subscribe: LiveTopics['subscribe'] = (topic, first) =>
    new Repeater(async (push, stop) => {
      const take = ({ detail }: CustomEvent<unknown>): void => void push(detail);
      eventTarget.addEventListener(topic, take);
      if (first !== undefined) void push(first);
      await stop;
      eventTarget.removeEventListener(topic, take);
    }, new SlidingBuffer(waitingMessages));
  return {
    publish,
    subscribe,
    // Whoever is in this process has heard the same.
    publishNumbered: publish,
    subscribeNumbered: (topic) => subscribe(topic, []) as AsyncIterable<readonly string[]>,
    close: () => Promise.resolve(),
  };
}
