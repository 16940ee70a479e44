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
const kitTables = ['inbox', 'migration'];

/** Tells which types of the graph have changed, from the tables that were written: no service has to remember it. */
export function tellOfChanges(
  { name, unseenTables = [] }: SubgraphDefinition,
  { schema, database, live }: Told,
): (tables: ReadonlySet<string>) => void {
  const unseen = new Set([...kitTables, ...unseenTables]);
  const classes = new Map(database.source.entityMetadatas.map((entity) => [entity.tableName, entity.name]));
  const typeOf = (table: string): string => {
    const type = classes.get(table);
    return type !== undefined && isObjectType(schema.getType(type)) ? type : everything;
  };
  return (tables) => {
    const types = new Set([...tables].filter((table) => !unseen.has(table)).map(typeOf));
    if (types.size > 0) typeChanges.publish(live, name, [...types]);
  };
}
