import { Kind, OperationTypeNode, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';
import { createHash } from 'node:crypto';
import { cacheHints, type CacheHints } from '../../../caching/cache-hints';
import { fetchText } from '../compile/fetch-text';
import type { EntityPolicy, FetchStep, Requirement } from '../compiled-operation';
import { EntityFields } from './entity-fields';
import type { SupergraphFacts } from './facts';
import { RepresentationFields } from './representation-fields';

type Fetch = Pick<FetchStep, 'service' | 'operationKind' | 'requires' | 'contexts'>;

/** Says of fetches of entities whether everyone who may see these is answered the same, and for how long. */
export class EntityPolicies {
  private readonly hints: CacheHints;
  private readonly fields: EntityFields;
  private readonly keys: RepresentationFields;

  constructor(
    supergraphSdl: string,
    private readonly facts: SupergraphFacts,
  ) {
    this.hints = cacheHints(supergraphSdl);
    this.fields = new EntityFields(supergraphSdl);
    this.keys = new RepresentationFields(supergraphSdl);
  }

  /** Null: they are asked for each time. */
  of(document: DocumentNode, { service, operationKind, requires, contexts }: Fetch): EntityPolicy | null {
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || operationKind !== OperationTypeNode.QUERY) return null;
    // What is required, or comes from above, was read as the viewer: a key is all that may be known to others.
    if (requires === null || contexts.length > 0 || !requires.every(isOfKey)) return null;
    const [entities] = operation.selectionSet.selections;
    if (entities?.kind !== Kind.FIELD || !entities.selectionSet) return null;
    const reading = new Reading(this.hints, this.fields, this.keys, this.facts);
    reading.entities(entities.selectionSet);
    const { maxAge, unlessNull } = reading;
    if (maxAge === 0 || maxAge === Infinity) return null;
    const unnamed = fetchText(withoutName(document), null);
    const id = createHash('sha256').update(`${service}|${unnamed}`).digest('base64url');
    return { id, maxAge, unlessNull: [...unlessNull] };
  }
}

/** Reads one fetch. A maxAge of 0 is the end of it. */
class Reading {
  maxAge = Infinity;
  readonly unlessNull = new Set<string>();

  constructor(
    private readonly hints: CacheHints,
    private readonly fields: EntityFields,
    private readonly keys: RepresentationFields,
    private readonly facts: SupergraphFacts,
  ) {}

  entities({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD && selection.name.value === '__typename') continue;
      const type = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
      if (selection.kind !== Kind.INLINE_FRAGMENT || type === undefined) return this.merge(0);
      const maxAge = this.typeAge(type, 0);
      this.merge(maxAge);
      this.selection(selection.selectionSet, type, maxAge, true);
    }
  }

  /** `inherited`: the maxAge of what the selection stands in. */
  private selection({ selections }: SelectionSetNode, parent: string, inherited: number, isTop: boolean): void {
    for (const selection of selections) {
      if (this.maxAge === 0) return;
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.merge(0);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? parent;
        this.selection(selection.selectionSet, condition, inherited, isTop);
        continue;
      }
      if (selection.name.value === '__typename') continue;
      for (const type of this.facts.possibleTypes[parent] ?? []) this.field(type, selection, inherited, isTop);
    }
  }

  private field(
    parent: string,
    { alias, name: { value: name }, selectionSet }: FieldNode,
    inherited: number,
    isTop: boolean,
  ): void {
    const type = this.fields.returnOf(parent, name);
    if (type === undefined || this.isGuarded(parent, name, type)) return this.merge(0);
    if (!this.fields.isIndependent(parent, name) && !this.keys.isKey(parent, name)) return this.merge(0);
    if (this.fields.isUnlessNull(parent, name)) {
      if (!isTop) return this.merge(0);
      this.unlessNull.add(alias?.value ?? name);
    }
    const said = this.hints.maxAges.get(`${parent}.${name}`);
    if (!this.fields.isComposite(type)) return this.merge(said ?? Infinity);
    const maxAge = said ?? this.typeAge(type, inherited);
    this.merge(maxAge);
    if (selectionSet) this.selection(selectionSet, type, maxAge, false);
  }

  private isGuarded(parent: string, name: string, type: string): boolean {
    const { guards } = this.facts;
    return [parent, `${parent}.${name}`, type, ...(this.facts.possibleTypes[type] ?? [])].some(
      (coordinate) => guards[coordinate] !== undefined,
    );
  }

  /** As for whole answers: what has a key and says nothing is never kept, any other has the age of what it stands in. */
  private typeAge(type: string, inherited: number): number {
    const ages = (this.facts.possibleTypes[type] ?? []).map(
      (name) => this.hints.maxAges.get(name) ?? (this.hints.entities.has(name) ? 0 : inherited),
    );
    return ages.length > 0 ? Math.min(...ages) : 0;
  }

  private merge(maxAge: number): void {
    this.maxAge = Math.min(this.maxAge, maxAge);
  }
}

function isOfKey(requirement: Requirement): boolean {
  const { selections } = requirement;
  if (requirement.kind === 'field' && !requirement.isKey && requirement.name !== '__typename') return false;
  return selections === null || selections.every(isOfKey);
}

function withoutName(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    const { name: _, ...unnamed } = node;
    return unnamed;
  });
  return { ...document, definitions };
}
