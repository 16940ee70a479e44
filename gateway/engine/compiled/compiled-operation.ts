import type { OperationTypeNode } from 'graphql';
import type { Denial } from '../engine';

/**
 * What planning an operation comes to: plain data, so that it travels between threads, and cheap to run. Inside the
 * engine a field has one internal key, whatever aliases a client gives it: its name, or `name_n` for its nth set of
 * arguments. Aliases exist only in the shape, where the response is written.
 */
export interface CompiledOperation {
  readonly kind: OperationTypeNode;
  /** What to fetch, in which order; null where nothing is to be fetched. */
  readonly root: Step | null;
  /** The source of a subscription; `root` is then what runs per event. */
  readonly primary: FetchStep | null;
  /** Whether arguments come from above anywhere: the same entity may then have other values in each place. */
  readonly usesContext: boolean;
  readonly shape: SelectionShape;
  /** `__schema` and `__type` as an operation of their own, answered by this process. */
  readonly introspection: string | null;
}

export type Step = { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step[] } | FetchStep;

export interface FetchStep {
  readonly kind: 'fetch';
  /** Fetches of one operation with the same batch ask the same thing of the same subgraph, perhaps about other entities. */
  readonly batch: number;
  readonly service: string;
  readonly operationKind: OperationTypeNode;
  readonly text: string;
  readonly operationName: string | null;
  /** Variables of the client's operation that the text uses. */
  readonly variables: readonly string[];
  /** Where the answer belongs: internal keys from the root, `@` for every element of a list. */
  readonly path: readonly string[];
  /** What represents an entity; null where the fetch is not about entities. */
  readonly requires: readonly Requirement[] | null;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  readonly contexts: readonly ContextArgument[];
  /** What it delivers into each object: errors about the whole answer belong there. */
  readonly delivers: readonly Delivered[];
  /** How long its entities may be shown again to anybody; null: never. */
  readonly kept: EntityPolicy | null;
}

/** What a fetch of entities asks is the same for everyone who may see them. */
export interface EntityPolicy {
  /** Another one for another question or another subgraph; the same in all operations that ask it. */
  readonly id: string;
  /** Seconds, from 1. */
  readonly maxAge: number;
  /** Keys right below the entity where null for nobody does not say what somebody is shown. */
  readonly unlessNull: readonly string[];
}

export interface Delivered {
  /** Only for objects of this type; null for all. */
  readonly type: string | null;
  readonly key: string;
}

/** A part of a representation. */
export type Requirement =
  | {
      readonly kind: 'field';
      /** Where it stands in the result tree, and what the subgraph calls it. */
      readonly key: string;
      readonly name: string;
      /** Without a key nothing can be found. */
      readonly isKey: boolean;
      /** Not part of any key, and nullable: null where nobody gave it. */
      readonly isOptional: boolean;
      readonly selections: readonly Requirement[] | null;
    }
  | { readonly kind: 'type'; readonly type: string; readonly selections: readonly Requirement[] };

/** A change of data on its way to or from a subgraph. Segments are keys, or types that the object must have. */
export type RewriteSegment = { readonly key: string } | { readonly type: string };

export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly RewriteSegment[]; readonly key: string; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: readonly RewriteSegment[]; readonly key: string; readonly to: string };

/** An argument whose value an ancestor of the entity has (@fromContext). */
export interface ContextArgument {
  readonly variable: string;
  /** How many objects above the entity. */
  readonly levels: number;
  readonly path: readonly RewriteSegment[];
}

/** How the fields of a selection set are written, per type of the object. */
export interface SelectionShape {
  /** The fields, where the selection asks the same of every type. */
  readonly fields: readonly FieldShape[] | null;
  /** Otherwise the fields of each type that the object may have. */
  readonly byType: Readonly<Record<string, readonly FieldShape[]>> | null;
  /** The type that the selection set is written for. */
  readonly type: string;
  readonly isAbstract: boolean;
  /** The types that the object may have; anything else a subgraph says is an error. */
  readonly types: readonly string[];
}

export interface FieldShape {
  /** As the client calls it. */
  readonly responseKey: string;
  readonly source: 'data' | 'typename' | 'introspection';
  readonly key: string;
  /** `Type.field`: for messages. */
  readonly coordinate: string;
  readonly type: TypeShape;
  /** Why this viewer does not get it; null where nothing forbids it. */
  readonly denied: Denial | null;
}

export interface TypeShape {
  readonly nullable: boolean;
  /** As the schema writes it: for messages. */
  readonly name: string;
  readonly item: TypeShape | null;
  readonly leaf: Leaf | null;
  readonly selection: SelectionShape | null;
}

export type Leaf =
  | { readonly kind: 'Int' | 'Float' | 'String' | 'Boolean' | 'ID' | 'any' }
  | { readonly kind: 'enum'; readonly values: readonly string[] };
