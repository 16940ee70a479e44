import { everything } from '../../kit/live/type-changes';
import type { CachePolicy } from './cache-policy';

/** Of each subgraph, the number of the last message about its changes that a process has heard. */
export type Heard = Readonly<Record<string, number>>;

interface Telling {
  heard: number;
  /** What was changed up to here is not known one by one. */
  base: number;
  readonly types: Map<string, number>;
}

/**
 * What has changed by the numbers that all processes see alike: so that one process can tell of an answer of another
 * whether that was made in the knowledge of every change that it has heard of itself.
 */
export class ChangeNumbers {
  private readonly subgraphs = new Map<string, Telling | null>();

  /** The subgraph tells nothing that could be relied on, until it gives the next number. */
  lose(subgraph: string): void {
    this.subgraphs.set(subgraph, null);
  }

  /** A message of the subgraph; true where others before it were missed. */
  note(subgraph: string, number: number | null, types: readonly string[]): boolean {
    if (number === null) {
      this.lose(subgraph);
      return false;
    }
    const telling = this.subgraphs.get(subgraph);
    if (!telling || number > telling.heard + 1) {
      this.subgraphs.set(subgraph, { heard: number, base: number, types: new Map() });
      return telling !== undefined && telling !== null;
    }
    telling.heard = Math.max(telling.heard, number);
    for (const type of types) telling.types.set(type, Math.max(number, telling.types.get(type) ?? 0));
    return false;
  }

  /** What is known at this moment; null where that is not known of every subgraph. */
  heard({ subgraphs }: Pick<CachePolicy, 'subgraphs'>): Heard | null {
    if ([...subgraphs].some((subgraph) => !this.subgraphs.get(subgraph))) return null;
    const known = [...this.subgraphs].map(([subgraph, telling]) => [subgraph, telling?.heard] as const);
    return known.every(([, number]) => number !== undefined) ? (Object.fromEntries(known) as Heard) : null;
  }

  /**
   * Whether who had heard that much knew of every change that matters to the policy and was heard of here. Types count
   * whichever subgraph tells of them: fields may need what other subgraphs know.
   */
  isCovered(heard: Heard, { types, subgraphs }: CachePolicy): boolean {
    return [...this.subgraphs].every(([subgraph, telling]) => {
      if (!telling) return false;
      const parts = subgraphs.has(subgraph) ? [...types, everything] : [...types];
      const needed = Math.max(telling.base, ...parts.map((part) => telling.types.get(part) ?? 0));
      return (heard[subgraph] ?? -1) >= needed;
    });
  }
}
