import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { apiSchemaOf } from '../gateway/compose/api-schema';
import { openSource } from '../gateway/supergraph/open-source';
import { reasonOf, SupergraphError } from '../gateway/supergraph/supergraph-source';
import type { Config } from '../kit/config/config';
import { openLog } from '../kit/log/log';
import { schemaFolder } from './files';

/** Where the supergraph's SDL is, a file or a URL: as asked, as configured, or the project's own. */
export function supergraphPlace(config: Config, asked?: string): string {
  return asked ?? config.SUPERGRAPH ?? join(schemaFolder, 'supergraph.graphql');
}

export async function readSupergraph(config: Config, asked?: string): Promise<string> {
  const interval = config.SUPERGRAPH_POLL;
  const source = openSource(supergraphPlace(config, asked), { log: openLog(config), interval });
  return source.current().finally(() => source.close());
}

/** The graph that clients see. @throws SupergraphError */
export function clientSchema(supergraphSdl: string): GraphQLSchema {
  try {
    return buildSchema(apiSchemaOf(supergraphSdl));
  } catch (error) {
    throw new SupergraphError(`The supergraph cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}
