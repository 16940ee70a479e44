import type { GraphQLFormattedError } from 'graphql';
import type { Tree } from './tree';

/** An entity as one subgraph knows it. Shared by all places where it stands. */
export interface Entity {
  /** Its representation, as JSON. */
  readonly representation: string;
  readonly answered: Promise<void>;
  value: Tree | null;
  /** Errors with the path below the entity. */
  readonly faults: EntityFault[];
}

export interface EntityFault {
  readonly error: GraphQLFormattedError;
  readonly path: readonly (string | number)[];
}

/**
 * The entities that fetches with the same text want from one subgraph. Each is asked for once; what several fetches
 * want in one turn of the event loop goes in one call.
 */
export class EntityBatch {
  private readonly known = new Map<string, Entity>();
  private waiting: Entity[] = [];
  private wave: Promise<void> | null = null;

  /** `remembers`: answers count for the whole operation. Not in a mutation, where data changes on the way. */
  constructor(
    private readonly send: (entities: readonly Entity[]) => Promise<void>,
    private readonly remembers: boolean,
  ) {}

  want(representation: string): Entity {
    const known = this.known.get(representation);
    if (known) return known;
    this.wave ??= this.sendSoon();
    const entity: Entity = { representation, answered: this.wave, value: null, faults: [] };
    this.known.set(representation, entity);
    this.waiting.push(entity);
    return entity;
  }

  /** After all promises that are settled by now have told their followers, so that all of one wave are here. */
  private async sendSoon(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const entities = this.waiting;
    this.waiting = [];
    this.wave = null;
    if (!this.remembers) this.known.clear();
    await this.send(entities);
  }
}
