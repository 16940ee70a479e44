import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { dayOf, type Clock } from '../../kit/scope/clock';
import type { ClientName } from './client-name';
import { fieldsOf } from './fields-of';

/** How often one client asked for one field on one day. */
export interface FieldUse {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly client: string;
  /** Empty where the client does not say. */
  readonly version: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly count: number;
}

/** An operation that is valid in a schema. */
export interface UsedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** SHA-256 of the document, hexadecimal. */
  readonly documentHash: string;
  readonly operationName: string | null;
}

export interface CountLimits {
  /** Clients with their versions in one day; what more there are is `other`. */
  readonly clients: number;
  /** Documents whose fields are remembered. */
  readonly documents: number;
  /** Fields times clients times days that wait to be written; what is beyond is lost. */
  readonly waiting: number;
}

const usual: CountLimits = { clients: 100, documents: 2_000, waiting: 50_000 };

const otherClient: ClientName = { name: 'other', version: '' };

/** What one client asked for on one day. */
interface ClientDay extends Pick<FieldUse, 'client' | 'version' | 'day'> {
  readonly counts: Map<string, number>;
}

/** One document's fields, and who has asked for it since they were counted. */
interface DocumentUse {
  readonly coordinates: readonly string[];
  readonly byClient: Map<string, { readonly client: ClientName; count: number }>;
}

/**
 * Counts which fields are asked for. One request costs one count for its document; the fields are counted when the
 * counts are taken. However many names, documents and days there are, memory is bounded.
 */
export class UsageCounts {
  /** Counts that found no room. */
  dropped = 0;
  private readonly documents = new WeakMap<GraphQLSchema, LRUCache<string, DocumentUse>>();
  private readonly asked = new Set<DocumentUse>();
  private readonly waiting = new Map<string, ClientDay>();
  /** Counts in `waiting`. */
  private size = 0;
  private readonly clients = new Set<string>();
  private day = '';

  constructor(
    private readonly clock: Clock,
    private readonly limits: CountLimits = usual,
  ) {}

  note(schema: GraphQLSchema, operation: UsedOperation, client: ClientName): void {
    const use = this.useOf(schema, operation);
    const key = this.keyOf(client);
    const known = use.byClient.get(key);
    if (known) known.count += 1;
    else use.byClient.set(key, { client: key === '' ? otherClient : client, count: 1 });
    this.asked.add(use);
    // What no longer has its place among the documents would otherwise be held without end.
    if (this.asked.size > this.limits.documents) this.count();
  }

  /** All that was counted since the last time. */
  take(): FieldUse[] {
    this.count();
    const uses = [...this.waiting.values()].flatMap(({ counts, ...of }) =>
      [...counts].map(([coordinate, count]) => ({ coordinate, ...of, count })),
    );
    this.waiting.clear();
    this.size = 0;
    return uses;
  }

  /** What was taken and could not be written. */
  giveBack(uses: readonly FieldUse[]): void {
    for (const { coordinate, count, ...of } of uses) this.add(this.clientDay(of), coordinate, count);
  }

  private count(): void {
    this.newDay();
    for (const { coordinates, byClient } of this.asked) {
      for (const { client, count } of byClient.values()) {
        const of = this.clientDay({ client: client.name, version: client.version, day: this.day });
        for (const coordinate of coordinates) this.add(of, coordinate, count);
      }
      byClient.clear();
    }
    this.asked.clear();
  }

  private add({ counts }: ClientDay, coordinate: string, count: number): void {
    const known = counts.get(coordinate);
    if (known === undefined && this.size >= this.limits.waiting) {
      this.dropped += count;
      return;
    }
    if (known === undefined) this.size += 1;
    counts.set(coordinate, (known ?? 0) + count);
  }

  private clientDay(of: Omit<ClientDay, 'counts'>): ClientDay {
    const key = `${of.day}\n${of.client}\n${of.version}`;
    const known = this.waiting.get(key) ?? { ...of, counts: new Map<string, number>() };
    this.waiting.set(key, known);
    return known;
  }

  private useOf(schema: GraphQLSchema, { document, operation, documentHash, operationName }: UsedOperation) {
    let documents = this.documents.get(schema);
    if (!documents) this.documents.set(schema, (documents = new LRUCache({ max: this.limits.documents })));
    const id = `${documentHash}|${operationName ?? ''}`;
    let use = documents.get(id);
    if (!use) {
      use = { coordinates: fieldsOf(schema, document, operation), byClient: new Map() };
      documents.set(id, use);
    }
    return use;
  }

  /** Under which a client counts; empty for those beyond the limit. */
  private keyOf({ name, version }: ClientName): string {
    const key = `${name}\n${version}`;
    if (this.clients.has(key)) return key;
    if (this.clients.size >= this.limits.clients) return '';
    this.clients.add(key);
    return key;
  }

  /** Each day has its own clients, so that names that were made up once do not keep others out for ever. */
  private newDay(): void {
    const day = dayOf(this.clock.now());
    if (day === this.day) return;
    this.day = day;
    this.clients.clear();
  }
}
