import { liveTopic } from './live';

/** Stands for everything that a subgraph shows. */
export const everything = '*';

/** Types of the graph of which something has changed, told once it is true, by the subgraph that changed it. */
export const typeChanges = liveTopic<readonly string[]>('type-changes');

/** The subscription by which a subgraph tells the gateway. */
export function changesField(subgraph: string): string {
  return `${subgraph}TypesChanged`;
}
