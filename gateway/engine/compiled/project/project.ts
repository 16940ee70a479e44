import { GraphQLError } from 'graphql';
import { kitErrors } from '../../../../kit/errors/kit-errors';
import { gatewayErrors } from '../../../gateway.errors';
import type { Fault, Faults } from '../run/faults';
import { isTree, own, type Tree } from '../run/tree';
import type { LinkedField, LinkedSelection, LinkedType } from './linked-shape';

/** Errors that one response lists: enough to understand, too few to be an attack on whoever reads them. */
const mostErrors = 200;

type Path = readonly (string | number)[];

export interface ProjectionInput {
  readonly tree: Tree;
  readonly faults: Faults;
  /** Answers of `__schema` and `__type`, by response key. */
  readonly introspection: object;
  /** Whether the same object may stand in several places: it is then written once and the text used again. */
  readonly isShared: boolean;
}

export interface Projected {
  /** JSON; `null` where null bubbled up to the root. */
  readonly text: string;
  readonly errors: readonly GraphQLError[];
  /** Of all values written. */
  readonly weight: number;
}

interface Written {
  readonly fields: readonly LinkedField[];
  readonly text: string;
  readonly weight: number;
}

/** Writes the response: client's names and order, null bubbling as in the GraphQL specification (6.4.4). */
export function project(selection: LinkedSelection, input: ProjectionInput): Projected {
  const projection = new Projection(input);
  const text = projection.root(selection) ?? 'null';
  return { text, errors: projection.errors, weight: projection.weight };
}

class Projection {
  readonly errors: GraphQLError[] = [];
  weight = 0;
  private readonly path: (string | number)[] = [];
  private readonly places = new Set<string>();
  /** All errors, also those that were too many to list. */
  private reported = 0;
  /** What each object was written as last: most are asked the same wherever they stand. */
  private readonly written: Map<Tree, Written> | null;
  private readonly hasFaults: boolean;

  constructor(private readonly input: ProjectionInput) {
    this.hasFaults = !input.faults.isEmpty;
    this.written = input.isShared ? new Map() : null;
    for (const { error, service } of input.faults.loose) this.report(errorOf({ error, service }, undefined));
  }

  root(selection: LinkedSelection): string | undefined {
    return this.fields(this.input.tree, selection.fields ?? [], selection.type);
  }

  /** Undefined: null where the type promises none, so that the parent becomes null. */
  private value(value: unknown, type: LinkedType, field: LinkedField): string | undefined {
    const text = value === null || value === undefined ? undefined : this.present(value, type, field);
    return text ?? (type.nullable ? 'null' : undefined);
  }

  private present(value: {}, type: LinkedType, field: LinkedField): string | undefined {
    if (type.leaf) {
      this.weight += field.weight;
      const text = type.leaf(value);
      if (text === undefined) this.complain(`${field.coordinate} has a value that ${type.name} does not have.`);
      return text;
    }
    if (type.item) return this.list(value, type.item, field);
    return this.object(value, type.selection!, field);
  }

  private list(value: {}, item: LinkedType, field: LinkedField): string | undefined {
    if (!Array.isArray(value)) {
      this.complain(`${field.coordinate} is not a list.`);
      return undefined;
    }
    let text = '';
    for (let index = 0; index < value.length; index += 1) {
      this.path.push(index);
      const element: unknown = value[index];
      const before = this.reported;
      if (this.hasFaults) this.reportAt(value, index, item);
      const written = this.value(element, item, field);
      if (written === undefined && this.reported === before) this.complainOfNull(field);
      this.path.pop();
      if (written === undefined) return undefined;
      text += index === 0 ? written : `,${written}`;
    }
    return `[${text}]`;
  }

  private object(value: {}, selection: LinkedSelection, field: LinkedField): string | undefined {
    if (!isTree(value) || Array.isArray(value)) {
      this.complain(`${field.coordinate} is not an object.`);
      return undefined;
    }
    this.weight += field.weight;
    if (!selection.isAbstract) return this.shared(value, selection.fields ?? [], selection.type);
    const typename = own(value, '__typename');
    const isKnown = typeof typename === 'string' && selection.types.has(typename);
    // Without its own type an object can be written where nothing depends on it.
    const isOpen = typename === undefined || typename === selection.type;
    const fields = isKnown ? (selection.fields ?? selection.byType?.get(typename)) : isOpen ? selection.fields : null;
    if (fields) return this.shared(value, fields, isKnown ? typename : null);
    const inside = this.input.faults.within(value);
    // An error that took more than its own field with it is told of once, where it happened.
    const known = new Set<Fault['error']>();
    for (const [key, { fault, below }] of inside) {
      if (!known.has(fault.error))
        this.report(errorOf(fault, [...this.path, ...clientPath([key, ...below], selection).path]));
      known.add(fault.error);
    }
    if (inside.length > 0) return undefined;
    this.complain(`${field.coordinate} is of a type that it cannot have.`);
    return undefined;
  }

  /** The same object, asked the same, gives the same text; unless errors are in it, whose paths differ. */
  private shared(value: Tree, fields: readonly LinkedField[], typename: string | null): string | undefined {
    if (!this.written) return this.fields(value, fields, typename);
    const known = this.written.get(value);
    if (known?.fields === fields) {
      this.weight += known.weight;
      return known.text;
    }
    const { reported: before, weight } = this;
    const text = this.fields(value, fields, typename);
    if (text === undefined || this.reported > before) return text;
    this.written.set(value, { fields, text, weight: this.weight - weight });
    return text;
  }

  private fields(value: Tree, fields: readonly LinkedField[], typename: string | null): string | undefined {
    let text = '';
    for (const field of fields) {
      this.path.push(field.responseKey);
      const written = this.field(value, field, typename);
      this.path.pop();
      if (written === undefined) return undefined;
      text += field.prefix + written;
    }
    return text === '' ? '{}' : `${text}}`;
  }

  private field(object: Tree, field: LinkedField, typename: string | null): string | undefined {
    if (field.source === 'typename') {
      if (typename !== null) return `"${typename}"`;
      this.complain(`The type of this object is not known.`);
      return undefined;
    }
    if (field.source === 'introspection') return JSON.stringify(own(this.input.introspection, field.key) ?? null);
    if (field.denied !== null) return this.deny(field);
    const value = own(object, field.key);
    const before = this.reported;
    if (this.hasFaults) this.reportAt(object, field.key, field.type);
    const written = this.value(value, field.type, field);
    const isExplained = this.reported > before || (this.hasFaults && this.input.faults.isAbsent(object, field.key));
    if (written === undefined && !isExplained) this.complainOfNull(field);
    return written;
  }

  private deny({ denied, coordinate, type }: LinkedField): string | undefined {
    const refusal =
      denied === 'UNAUTHENTICATED' ? kitErrors.UNAUTHENTICATED() : gatewayErrors.FORBIDDEN_FIELD({ field: coordinate });
    this.report(new GraphQLError(refusal.message, { path: [...this.path], extensions: refusal.extensions }));
    return type.nullable ? 'null' : undefined;
  }

  /** Reports what is known to have gone wrong at a place. */
  private reportAt(container: object, key: string | number, type: LinkedType): void {
    const placed = this.input.faults
      .at(container, key)
      .map(({ fault, below }) => ({ fault, ...clientPath(below, type) }));
    const before = this.reported;
    for (const { fault, path, isAsked } of placed) if (isAsked) this.report(errorOf(fault, [...this.path, ...path]));
    // What the client did not ask for is told where it shows, and only if nothing else explains what shows there.
    const [other] = placed.filter(({ isAsked }) => !isAsked);
    if (other && this.reported === before) this.report(errorOf(other.fault, [...this.path, ...other.path]));
  }

  private complainOfNull({ coordinate }: LinkedField): void {
    this.complain(`Cannot return null for non-nullable field ${coordinate}.`);
  }

  private complain(message: string): void {
    this.report(new GraphQLError(message, { path: [...this.path] }));
  }

  /** One error per field, however many fetches asked for it. */
  private report(error: GraphQLError): void {
    this.reported += 1;
    const place = error.path?.join('.') ?? error.message;
    if (this.places.has(place) || this.errors.length === mostErrors) return;
    this.places.add(place);
    this.errors.push(error);
  }
}

interface ClientPath {
  readonly path: Path;
  /** Whether the client asked for all of it. */
  readonly isAsked: boolean;
}

/** The rest of a path, where null had bubbled up in the subgraph already, in the client's names as far as it asked. */
function clientPath(below: Path, from: LinkedType | LinkedSelection): ClientPath {
  const path: (string | number)[] = [];
  let at: LinkedType | LinkedSelection | null = from;
  for (const part of below) {
    const selection: LinkedSelection | null = at && 'selection' in at ? at.selection : at;
    const field: LinkedField | null = typeof part === 'string' ? fieldCalled(selection, part) : null;
    if (!at || (typeof part === 'string' && !field)) return { path, isAsked: false };
    path.push(field ? field.responseKey : part);
    at = field ? field.type : 'item' in at ? at.item : null;
  }
  return { path, isAsked: true };
}

function fieldCalled(selection: LinkedSelection | null | undefined, key: string): LinkedField | null {
  const candidates = selection ? [selection.fields ?? [], ...(selection.byType?.values() ?? [])].flat() : [];
  return candidates.find((field) => field.source === 'data' && field.key === key) ?? null;
}

function errorOf({ error, service }: Fault, path: Path | undefined): GraphQLError {
  return new GraphQLError(error.message || `The subgraph ${service} failed.`, {
    ...(path ? { path } : {}),
    extensions: { ...error.extensions, serviceName: service },
  });
}
