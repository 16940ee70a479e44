import { LRUCache } from 'lru-cache';

export interface NameLimits {
  /** Names that have a label of their own. */
  readonly labels: number;
  /** Names that are counted because they may get one. */
  readonly candidates: number;
  /** How often a name is seen before it may. */
  readonly uses: number;
}

const usual: NameLimits = { labels: 200, candidates: 1_000, uses: 10 };

/** Longer names are nobody's label. */
const longest = 100;

interface Labelled {
  uses: number;
  readonly isRegistered: boolean;
}

/**
 * Which names of operations are labels of metrics: those of registered documents, and those seen most. Names are the
 * clients' own words, and there is no end to them: the others are `other`, and who is seen more takes the place of who
 * is seen least.
 */
export class OperationNames {
  private readonly labelled = new Map<string, Labelled>();
  private readonly candidates: LRUCache<string, number>;

  /** @param onLost a name is no label any more */
  constructor(
    private readonly onLost: (name: string) => void,
    private readonly limits: NameLimits = usual,
  ) {
    this.candidates = new LRUCache({ max: limits.candidates });
  }

  /** The label for an operation of this name, null for one without. */
  labelOf(name: string | null, isRegistered: boolean): string {
    if (name === null) return 'anonymous';
    if (name.length > longest) return 'other';
    const known = this.labelled.get(name);
    if (known) known.uses += 1;
    else if (!this.admit(name, isRegistered)) return 'other';
    return name;
  }

  private admit(name: string, isRegistered: boolean): boolean {
    const uses = 1 + (this.candidates.get(name) ?? 0);
    if (this.mayHaveLabel(uses, isRegistered)) {
      this.candidates.delete(name);
      this.labelled.set(name, { uses, isRegistered });
      return true;
    }
    this.candidates.set(name, uses);
    return false;
  }

  private mayHaveLabel(uses: number, isRegistered: boolean): boolean {
    const { labels, uses: enough } = this.limits;
    if (!isRegistered && uses < enough) return false;
    if (this.labelled.size < labels) return true;
    const [least, { uses: fewest }] = this.least() ?? [null, { uses: Infinity }];
    if (least === null || (!isRegistered && uses <= fewest)) return false;
    this.labelled.delete(least);
    this.onLost(least);
    return true;
  }

  /** The name seen least of those that are not registered. */
  private least(): readonly [string, Labelled] | null {
    let least: readonly [string, Labelled] | null = null;
    for (const entry of this.labelled)
      if (!entry[1].isRegistered && (least === null || entry[1].uses < least[1].uses)) least = entry;
    return least;
  }
}
