import type { LiveTopics } from './live';

/** Stands for everything that a subgraph shows. */
export const everything = '*';

const topicOf = (subgraph: string): string => `type-changes:${subgraph}`;

/** Types of the graph of which something has changed, told once it is true, by the subgraph that changed it; numbered. */
export const typeChanges = {
  publish: (live: LiveTopics, subgraph: string, types: readonly string[]): void =>
    live.publishNumbered(topicOf(subgraph), types),
  /** Begins with a message without types. */
  subscribe: (live: LiveTopics, subgraph: string): AsyncIterable<readonly string[]> =>
    live.subscribeNumbered(topicOf(subgraph)),
};

/** The subscription by which a subgraph tells the gateway. */
export function changesField(subgraph: string): string {
  return `${subgraph}TypesChanged`;
}
