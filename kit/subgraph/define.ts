import type { FastifyInstance } from 'fastify';
import type { NonEmptyArray } from 'type-graphql';
import type { Migration } from '../database/database';
import type { OutsideTenantWall } from '../database/tenant-wall';
import type { DocumentsDefinition } from '../documents/migrate';
import type { ErrorTable } from '../errors/errors';
import { isEventName, type EventName } from '../events/catalog';
import type { EventHandler } from '../events/on';
import type { AnyJob } from '../jobs/job';
import type { CountedMetric } from '../metrics/counted-metric';
import type { Resources, Scope } from '../scope/scope';
import type { RunningSubgraph } from './running';

/** Turns a reference of another subgraph into the noun, for this scope's viewer; null for what is hidden or absent. */
export type ReferenceResolver<T extends object> = (
  scope: Scope,
  reference: { readonly id: string },
) => Promise<T | null> | T | null;

type ResolverClass = new () => object;

export interface SubgraphDefinition {
  readonly name: string;
  readonly resolvers: NonEmptyArray<ResolverClass>;
  readonly references: Readonly<Record<string, ReferenceResolver<object>>>;
  /** Types of others that this subgraph adds fields to, and that none of its own fields leads to. */
  readonly addsTo?: readonly (new () => object)[];
  readonly entities: (new () => object)[];
  readonly migrations: readonly Migration[];
  /** Tables with an `organisation_id` that PostgreSQL must not hide from other organisations, and why. */
  readonly outsideTenantWall?: OutsideTenantWall;
  /** Tables of which nobody who is nobody sees anything: what is written there makes no answer out of date. */
  readonly unseenTables?: readonly string[];
  /** Tables that decide about what other types show, such as prices: what is written there makes everything out of date. */
  readonly decidingTables?: readonly string[];
  /** Collections in MongoDB, which then hold the subgraph's facts and its outbox; PostgreSQL keeps its jobs. */
  readonly documents?: DocumentsDefinition;
  readonly emits: readonly EventName[];
  readonly handlers: readonly EventHandler[];
  readonly jobs: readonly AnyJob[];
  /** What operators see of its database, beside its dead events and jobs. */
  readonly metrics?: readonly CountedMetric[];
  readonly errors: ErrorTable;
  /** `Type.field` coordinates that composition refuses without a security directive. */
  readonly sensitive: readonly string[];
  /** Plain HTTP beside GraphQL, such as a key set. */
  readonly routes?: (app: FastifyInstance, resources: Resources) => void;
  /**
   * HTTP for clients beside GraphQL, such as uploads: below `/<name>/` at the gateway, which says who asks. A request's
   * scope is `scopeOf(request)`.
   */
  readonly publicRoutes?: (app: FastifyInstance, subgraph: RunningSubgraph) => void;
  /** Demo data: deterministic, and safe to run on a database that has it already. */
  readonly seed?: (scope: Scope) => Promise<void>;
}

/**
 * The table of contents of a subgraph. @throws where it names an event that the catalogue does not have, a handler or a
 * collection twice, or facts in two stores.
 */
export function defineSubgraph(definition: SubgraphDefinition): SubgraphDefinition {
  const named = [...definition.emits, ...definition.handlers.map((handler) => handler.event)];
  const unknown = named.filter((name) => !isEventName(name));
  if (unknown.length > 0) throw new Error(`${definition.name} names events without a type: ${unknown.join(', ')}.`);
  const names = definition.handlers.map((handler) => handler.name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0)
    throw new Error(`${definition.name} has two handlers named ${twice.join(', ')}: give each a purpose.`);
  if (definition.documents) requireOneStore(definition, definition.documents);
  return Object.freeze(definition);
}

/** A transaction is one of PostgreSQL or of MongoDB, never of both. */
function requireOneStore({ name, entities }: SubgraphDefinition, { collections }: DocumentsDefinition): void {
  if (entities.length > 0) throw new Error(`${name} has both entities and documents: facts belong in one store.`);
  const names = collections.map((collection) => collection.name);
  const twice = names.filter((collection, index) => names.indexOf(collection) !== index);
  if (twice.length > 0) throw new Error(`${name} has two collections named ${twice.join(', ')}.`);
}
