import type { GraphQLFormattedError } from 'graphql';
import type { CallOverrides, EntityReader } from '../../../caching/entities/entity-reader';
import { CodedError } from '../../../../kit/errors/errors';
import { kitErrors } from '../../../../kit/errors/kit-errors';
import type { Result } from '../../../../kit/graphql/execute';
import type { CallHeaders } from '../../../../kit/subgraph/running';
import type { SubgraphCall, SubgraphClients } from '../../../subgraph-client/subgraph-client';
import type { CompiledOperation, FetchStep, Step } from '../compiled-operation';
import { Calls } from './calls';
import { eachPlaceAt, objectsAt, placesAt, type Placed } from './collect';
import { EntityBatch, type Entity } from './entity-batch';
import { Faults, type Fault } from './faults';
import { representationOf } from './representation';
import { applyRewrites, objectsUnder, renamedPath } from './rewrites';
import { areEqual, isTree, merge, own, setOwn, type Tree } from './tree';
import type { TypeConditions } from './type-conditions';

export interface ExecutionInput {
  readonly operation: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly clients: SubgraphClients;
  readonly types: TypeConditions;
  readonly headers: CallHeaders;
  readonly signal: AbortSignal | undefined;
  readonly onCall: () => void;
  /** Answers for entities that may be kept; absent: their subgraphs do each time. */
  readonly reader?: EntityReader | undefined;
}

interface Wanted {
  readonly object: Tree;
  readonly entity: Entity;
}

/** One run of a compiled operation: calls subgraphs, and grows the result tree from their answers. */
export class Execution {
  readonly tree: Tree = {};
  readonly faults = new Faults();
  /** Whether any answer stands in several places. */
  isShared = false;
  private readonly batches = new Map<string, EntityBatch>();
  /** Objects that a fetch completes, or has completed. */
  private readonly held = new Set<Tree>();
  private readonly calls: Calls;

  constructor(private readonly input: ExecutionInput) {
    this.calls = new Calls(input.variables);
  }

  /** Never rejects: what went wrong is among the faults. */
  async run(): Promise<void> {
    const { root } = this.input.operation;
    if (root) await this.step(root);
  }

  /** Puts an event of a subscription where its fetch would have put an answer. */
  take(step: FetchStep, result: Result): void {
    this.takeAnswer(step, [this.tree], result);
  }

  private step(step: Step): Promise<void> {
    switch (step.kind) {
      case 'sequence':
        return this.sequence(step.steps);
      case 'parallel':
        return Promise.all(step.steps.map((inner) => this.step(inner))).then(nothing);
      case 'fetch':
        if (this.input.signal?.aborted) return this.abandon(step);
        return step.requires ? this.fetchEntities(step) : this.fetch(step);
    }
  }

  private async sequence(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.step(step);
      if (step.kind === 'fetch' && step.operationKind === 'mutation' && this.hasLost(step)) return;
    }
  }

  /** Whether a mutation left null where the schema promises none: the ones after it do not run. */
  private hasLost({ delivers }: FetchStep): boolean {
    const { fields } = this.input.operation.shape;
    return delivers.some(({ key }) => {
      const field = fields?.find((candidate) => candidate.source === 'data' && candidate.key === key);
      return field !== undefined && !field.type.nullable && (own(this.tree, key) ?? null) === null;
    });
  }

  private async fetch(step: FetchStep): Promise<void> {
    const targets = objectsAt(this.tree, step.path);
    if (targets.length > 0) this.takeAnswer(step, targets, await this.call(step, this.calls.of(step)));
  }

  private takeAnswer(step: FetchStep, targets: readonly Tree[], { data, errors: given = [] }: Result): void {
    const hasData = isTree(data);
    const errors = hasData || given.length > 0 ? given : [unreachable(step.service)];
    if (hasData) {
      applyRewrites(step.outputRewrites, data, this.input.types);
      if (targets.length > 1) this.isShared = true;
      for (const target of targets) merge(target, data, this.input.types.preferred);
    }
    for (const error of errors) {
      const fault = { error, service: step.service };
      const path = renamedPath(pathOf(error), step.outputRewrites);
      if (path.length === 0 && hasData) this.faults.loose.push(fault);
      else for (const target of targets) this.report(step, target, path, fault);
    }
  }

  private async fetchEntities(step: FetchStep): Promise<void> {
    const wanted = this.wanted(step);
    if (wanted.length === 0) return;
    const entities = new Set<Entity>();
    for (const { entity } of wanted) entities.add(entity);
    for (const answered of new Set([...entities].map((entity) => entity.answered))) await answered;
    if (entities.size < wanted.length) this.isShared = true;
    // Where arguments come from above, the same answer may be completed differently in each place: no sharing then.
    const isOwn = step.contexts.length > 0;
    for (const { object, entity } of wanted) {
      const { value } = entity;
      if (value) merge(object, isOwn ? structuredClone(value) : value, this.input.types.preferred);
      if (!value || entity.faults.length > 0) this.explain(step, object, entity);
    }
  }

  private explain(step: FetchStep, object: Tree, { value, faults }: Entity): void {
    if (faults.length === 0) return this.eachDelivered(step, object, (key) => this.faults.markAbsent(object, key));
    const placed = faults.map(({ error, path }) => ({ path, fault: { error, service: step.service } }));
    for (const { path, fault } of placed) this.report(step, object, path, fault);
    // Null has risen to the entity: what else was asked of it is missing for the same reason.
    if (!value) this.blame(step, object, placed[0]!.fault);
  }

  private wanted(step: FetchStep): Wanted[] {
    const { contexts, path } = step;
    const wanted: Wanted[] = [];
    if (contexts.length > 0) {
      for (const place of placesAt(this.tree, path)) {
        const above = this.fromAbove(step, place);
        const entity = this.want(step, place.object, this.batch(`${step.batch}|${JSON.stringify(above)}`, step, above));
        if (entity) wanted.push({ object: place.object, entity });
      }
      return wanted;
    }
    const batch = this.batch(String(step.batch), step, {});
    const firsts = new Map<Entity, Tree>();
    const seen = new Set<Tree>();
    eachPlaceAt(this.tree, path, (object, container, key) => {
      if (seen.has(object)) return;
      const entity = this.want(step, object, batch);
      const first = entity && firsts.get(entity);
      if (first && this.unite(first, object, container, key)) return;
      seen.add(object);
      if (!entity) return;
      if (!first) firsts.set(entity, object);
      this.held.add(object);
      wanted.push({ object, entity });
    });
    return wanted;
  }

  /** Puts the first of two that are the same in the other's place: what is the same is completed and written once. */
  private unite(first: Tree, object: Tree, container: object, key: string | number): boolean {
    // A fetch that waits would complete an object that stands nowhere any more; errors belong to one object only.
    if (this.input.operation.usesContext || this.held.has(object) || !this.faults.isEmpty) return false;
    if (!areEqual(first, object)) return false;
    setOwn(container, key, first);
    this.isShared = true;
    return true;
  }

  private want(step: FetchStep, object: Tree, batch: EntityBatch): Entity | null {
    const { types } = this.input;
    const representation = representationOf(object, step.requires ?? [], types, this.faults);
    if (representation.kind === 'missing') this.passOn(step, object, representation.key);
    if (representation.kind !== 'value') return null;
    applyRewrites(step.inputRewrites, representation.value, types);
    return batch.want(JSON.stringify(representation.value));
  }

  private fromAbove({ contexts }: FetchStep, { object: self, ancestors }: Placed): Tree {
    return Object.fromEntries(
      contexts.map(({ variable, levels, path }) => {
        const [object] = objectsUnder([self, ...ancestors][levels], path.slice(0, -1), this.input.types);
        const last = path.at(-1);
        return [variable, object && last && 'key' in last ? (own(object, last.key) ?? null) : null];
      }),
    );
  }

  private batch(key: string, step: FetchStep, fromAbove: Tree): EntityBatch {
    const known = this.batches.get(key);
    if (known) return known;
    const send = async (entities: readonly Entity[]): Promise<void> => {
      const representations = entities.map(({ representation }) => representation);
      this.takeEntities(step, entities, await this.answerFor(step, representations, fromAbove));
    };
    const batch = new EntityBatch(send, this.input.operation.kind !== 'mutation');
    this.batches.set(key, batch);
    return batch;
  }

  private answerFor(step: FetchStep, representations: readonly string[], fromAbove: Tree): Promise<Result> {
    const ask = (some: readonly string[], overrides?: CallOverrides): Promise<Result> =>
      this.call(step, this.calls.ofEntities(step, some, fromAbove), overrides);
    const { service: subgraph, kept: policy } = step;
    if (!policy || !this.input.reader) return ask(representations);
    const variables = this.calls.variablesOf(step);
    return this.input.reader.answer({ subgraph, policy, variables, representations, ask });
  }

  private takeEntities(step: FetchStep, entities: readonly Entity[], { data, errors = [] }: Result): void {
    const answers = isTree(data) ? own(data, '_entities') : null;
    const isWhole = Array.isArray(answers) && answers.length === entities.length;
    for (const [index, entity] of entities.entries()) {
      const value: unknown = isWhole ? answers[index] : null;
      if (!isTree(value) || Array.isArray(value)) continue;
      applyRewrites(step.outputRewrites, value, this.input.types);
      entity.value = value;
    }
    const known = isWhole || errors.length > 0 ? errors : [unreachable(step.service)];
    for (const error of known) {
      const [field, index, ...below] = pathOf(error);
      const entity = field === '_entities' && typeof index === 'number' ? entities[index] : undefined;
      if (entity) entity.faults.push({ error, path: renamedPath(below, step.outputRewrites) });
      else this.takeUnplaced(step, entities, error);
    }
  }

  /** An error about no entity explains those that are missing; the others are there all the same. */
  private takeUnplaced(step: FetchStep, entities: readonly Entity[], error: GraphQLFormattedError): void {
    for (const entity of entities) if (!entity.value) entity.faults.push({ error, path: [] });
    if (entities.every(({ value }) => value)) this.faults.loose.push({ error, service: step.service });
  }

  private report(step: FetchStep, object: Tree, path: readonly (string | number)[], fault: Fault): void {
    if (path.length > 0) this.faults.place(object, path, fault);
    else this.blame(step, object, fault);
  }

  /** An error about a whole answer is one about each field that the answer would have had. */
  private blame(step: FetchStep, object: Tree, fault: Fault): void {
    this.eachDelivered(step, object, (key) => this.faults.add(object, key, fault));
  }

  private eachDelivered({ delivers }: FetchStep, object: Tree, take: (key: string) => void): void {
    for (const { type, key } of delivers) if (type === null || this.input.types.hold(type, object, true)) take(key);
  }

  /** What kept a required field away keeps away what depends on it. */
  private passOn(step: FetchStep, object: Tree, key: string): void {
    for (const { fault } of this.faults.at(object, key)) this.blame(step, object, fault);
  }

  /** Nobody waits any more, or the time is up: what is missing says so. */
  private abandon(step: FetchStep): Promise<void> {
    const reason: unknown = this.input.signal?.reason;
    const error = reason instanceof CodedError ? reason.toJSON() : unreachable(step.service);
    for (const object of objectsAt(this.tree, step.path)) this.blame(step, object, { error, service: step.service });
    return Promise.resolve();
  }

  private call(step: FetchStep, call: SubgraphCall, overrides?: CallOverrides): Promise<Result> {
    const { clients, onCall } = this.input;
    const { headers, signal } = overrides ?? this.input;
    const client = clients.get(step.service);
    if (!client) return Promise.resolve({ errors: [unreachable(step.service)] });
    onCall();
    return client.execute(call, headers, signal);
  }
}

function nothing(): void {
  return undefined;
}

/** Subgraphs are not to be trusted with the shape of their errors either. */
function pathOf({ path }: GraphQLFormattedError): readonly (string | number)[] {
  const isPath = Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');
  return isPath ? path : [];
}

function unreachable(service: string): ReturnType<ReturnType<typeof kitErrors.UNAVAILABLE>['toJSON']> {
  return kitErrors.UNAVAILABLE({ service }).toJSON();
}
