import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Database } from '../database/database';
import { everything, typeChanges } from '../live/type-changes';
import type { LiveTopics } from '../live/live';
import type { SubgraphDefinition } from './define';

interface Told {
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly live: LiveTopics;
}

/** The house's own: events and jobs on their way. */
const kitTables = ['inbox', 'migration', 'outbox'];

/** Tells which types of the graph have changed, from the tables or collections that were written: no service has to remember it. */
export function tellOfChanges(
  { name, unseenTables = [], decidingTables = [], documents }: SubgraphDefinition,
  { schema, database, live }: Told,
): (tables: ReadonlySet<string>) => void {
  const collections = documents?.collections ?? [];
  const unseenCollections = collections.filter(({ type }) => type === undefined).map((collection) => collection.name);
  const unseen = new Set([...kitTables, ...unseenTables, ...unseenCollections]);
  const classes = new Map<string, string | undefined>([
    ...database.source.entityMetadatas.map((entity) => [entity.tableName, entity.name] as const),
    ...collections.map((collection) => [collection.name, collection.type] as const),
  ]);
  const typeOf = (table: string): string => {
    const type = decidingTables.includes(table) ? undefined : classes.get(table);
    return type !== undefined && isObjectType(schema.getType(type)) ? type : everything;
  };
  return (tables) => {
    const types = new Set([...tables].filter((table) => !unseen.has(table)).map(typeOf));
    if (types.size > 0) typeChanges.publish(live, name, [...types]);
  };
}
