import { everything } from '../../kit/live/type-changes';
import type { CachePolicy } from './cache-policy';
import { ChangeNumbers } from './change-numbers';

export interface Moment {
  /** Another one as soon as anything has changed that a policy depends on. */
  readonly stamp: string;
  /** Whether changes are heard of at the moment. */
  readonly isKnown: boolean;
}

/** How often types, and what subgraphs show, have changed. */
export class ChangeClock {
  private readonly counts = new Map<string, number>();
  private readonly deaf = new Set<string>();
  private readonly heard = new Set<string>();
  /** The same, as other processes count it. */
  readonly numbers = new ChangeNumbers();

  /** A subgraph tells of types that it changed, in a message of that number; null where nobody numbers them. */
  note(subgraph: string, types: readonly string[], number: number | null = null): void {
    this.count(`${subgraph}|`);
    const hasMissed = this.numbers.note(subgraph, number, types);
    for (const type of hasMissed ? [...types, everything] : types)
      this.count(type === everything ? `${subgraph}:` : type);
  }

  /** From now on nothing is heard of a subgraph's changes. */
  lose(subgraph: string): void {
    this.deaf.add(subgraph);
    this.heard.delete(subgraph);
    this.numbers.lose(subgraph);
  }

  /** Changes are heard of again; what happened in between is not known. */
  find(subgraph: string): void {
    this.heard.add(subgraph);
    if (!this.deaf.delete(subgraph)) return;
    this.count(`${subgraph}:`);
    this.count(`${subgraph}|`);
  }

  /** Another text as soon as a subgraph has told of any change; null where nothing is heard of its changes. */
  stampOf(subgraph: string): string | null {
    return this.heard.has(subgraph) ? String(this.counts.get(`${subgraph}|`) ?? 0) : null;
  }

  of({ types, subgraphs }: CachePolicy): Moment {
    const parts = [...types, ...[...subgraphs].map((subgraph) => `${subgraph}:`)];
    return {
      stamp: parts.map((part) => this.counts.get(part) ?? 0).join('.'),
      isKnown: ![...subgraphs].some((subgraph) => this.deaf.has(subgraph)),
    };
  }

  private count(part: string): void {
    this.counts.set(part, (this.counts.get(part) ?? 0) + 1);
  }
}
