import type { z } from 'zod';
import type { Kept, ObjectName } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { listOf, listParameters, type Filters } from './list';
import { nothing, withMetadata } from './parameters';
import { searchIn, searchParameters, type SearchField } from './search';

/** One operation of the API. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`, with `:id` for what varies. */
  readonly path: string;
  readonly params: z.ZodType;
  /** What its answer is, or what its answer is a list of: says what may be expanded. */
  readonly answers: string;
  /** Whether browsers may, with the publishable key and the object's client secret. */
  readonly forBrowsers: boolean;
  readonly run: (turn: Turn, params: unknown, ids: Ids) => object;
}

type Ids = Readonly<Record<string, string>>;

/** Where a reference leads: to an object kept elsewhere, to one that is in the answer already, or to one that is worked out. */
export type Expandable = ObjectName | Embedded | Made;

interface Embedded {
  readonly embedded: string;
}

interface Made {
  /** What is made, or what is in the list that is made. */
  readonly of: string;
  readonly make: (turn: Turn, owner: never) => object | null;
}

/** One kind of object: what it is called, what may be asked of it, and what of it can be expanded. */
export interface Resource {
  readonly object: string;
  readonly expandable: Readonly<Record<string, Expandable>>;
  readonly operations: readonly Operation[];
  /** What depends on the time at which it is asked for. */
  readonly present?: (turn: Turn, object: never) => object;
}

interface Definition<N extends ObjectName> {
  /** Below `/v1`. */
  readonly path: string;
  readonly expandable?: Readonly<Record<string, Expandable>>;
  readonly present?: (turn: Turn, object: Kept<N>) => object;
  /** How the object of an id is found, where not all of them are kept. */
  readonly find?: Find<N>;
  readonly operations: readonly OperationOf<N>[];
}

type Find<N extends ObjectName> = (turn: Turn, id: string) => Kept<N>;
type OperationOf<N extends ObjectName> = (object: N, path: string, find: Find<N>) => Operation;

/** A row of the table of resources. */
export function resource<N extends ObjectName>(object: N, definition: Definition<N>): Resource {
  const { path, expandable = {}, operations, present } = definition;
  const find = definition.find ?? ((turn: Turn, id: string) => turn.require(object, id));
  return {
    object,
    expandable,
    operations: operations.map((operation) => operation(object, path, find)),
    ...(present ? { present } : {}),
  };
}

interface Options {
  readonly forBrowsers?: boolean;
  /** What it answers, where that is another kind of object. */
  readonly answers?: string;
}

/** `POST /things` */
export function create<N extends ObjectName, S extends z.ZodType>(
  params: S,
  run: (turn: Turn, params: z.infer<S>) => object,
  { forBrowsers = false }: Options = {},
): OperationOf<N> {
  return (object, path) => ({
    method: 'POST',
    path,
    params,
    answers: object,
    forBrowsers,
    run: (turn, given) => run(turn, given as z.infer<S>),
  });
}

/** `GET /things/:id` */
export function retrieve<N extends ObjectName>(
  params: z.ZodType = nothing,
  { forBrowsers = false }: Options = {},
): OperationOf<N> {
  return (object, path, find) => ({
    method: 'GET',
    path: `${path}/:id`,
    params,
    answers: object,
    forBrowsers,
    run: (turn, _params, { id = '' }) => find(turn, id),
  });
}

type Act<N extends ObjectName, S extends z.ZodType> = (turn: Turn, object: Kept<N>, params: z.infer<S>) => object;

/** `POST /things/:id` */
export function update<N extends ObjectName, S extends z.ZodType>(params: S, run: Act<N, S>): OperationOf<N> {
  return onOne('POST', '', params, run);
}

/** `POST /things/:id` where a change is no more than other values and metadata; the event tells of it. */
export function edit<N extends ObjectName>(params: z.ZodType, event: string): OperationOf<N> {
  return update(params, (turn, object, given) => {
    const { metadata, ...plain } = given as { metadata?: Parameters<typeof withMetadata>[1] };
    const known = (object as { metadata?: Record<string, string> | null }).metadata ?? {};
    const change: object = { ...plain, metadata: withMetadata(known, metadata) };
    turn.change<Kept<N>>(object, change);
    turn.emit(event, object);
    return object;
  });
}

/** `DELETE /things/:id` */
export function remove<N extends ObjectName, S extends z.ZodType>(params: S, run: Act<N, S>): OperationOf<N> {
  return onOne('DELETE', '', params, run);
}

/** `POST /things/:id/<name>` */
export function act<N extends ObjectName, S extends z.ZodType>(
  name: string,
  params: S,
  run: Act<N, S>,
  options: Options = {},
): OperationOf<N> {
  return onOne('POST', `/${name}`, params, run, options);
}

/** `GET /things/:id/<name>` */
export function inner<N extends ObjectName, S extends z.ZodType>(
  name: string,
  params: S,
  run: Act<N, S>,
  options: Options = {},
): OperationOf<N> {
  return onOne('GET', `/${name}`, params, run, options);
}

/** `GET /things` */
export function list<N extends ObjectName>(filters: Filters<N> = {}): OperationOf<N> {
  return (object, path) => ({
    method: 'GET',
    path,
    params: listParameters(filters),
    answers: object,
    forBrowsers: false,
    run: (turn, params) => listOf(turn, object, path, filters, params as object),
  });
}

/** `GET /things/search` */
export function search<N extends ObjectName>(fields: readonly SearchField[]): OperationOf<N> {
  return (object, path) => ({
    method: 'GET',
    path: `${path}/search`,
    params: searchParameters,
    answers: object,
    forBrowsers: false,
    run: (turn, params) =>
      searchIn(turn.all(object).all(), fields, `${path}/search`, params as z.infer<typeof searchParameters>),
  });
}

/** Any other operation. */
export function operation<N extends ObjectName, S extends z.ZodType>(
  method: Operation['method'],
  path: string,
  params: S,
  run: (turn: Turn, params: z.infer<S>, ids: Ids) => object,
  { forBrowsers = false, answers }: Options = {},
): OperationOf<N> {
  return (object) => ({
    method,
    path,
    params,
    answers: answers ?? object,
    forBrowsers,
    run: (turn, given, ids) => run(turn, given as z.infer<S>, ids),
  });
}

function onOne<N extends ObjectName, S extends z.ZodType>(
  method: Operation['method'],
  suffix: string,
  params: S,
  run: Act<N, S>,
  { forBrowsers = false, answers }: Options = {},
): OperationOf<N> {
  return (object, path, find) => ({
    method,
    path: `${path}/:id${suffix}`,
    params,
    answers: answers ?? object,
    forBrowsers,
    run: (turn, given, { id = '' }) => run(turn, find(turn, id), given as z.infer<S>),
  });
}
