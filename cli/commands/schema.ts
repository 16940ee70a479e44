import { buildSchema, type GraphQLSchema } from 'graphql';
import { join } from 'node:path';
import { apiSchemaOf } from '../../gateway/compose/api-schema';
import { openSource } from '../../gateway/supergraph/open-source';
import { reasonOf, SupergraphError } from '../../gateway/supergraph/supergraph-source';
import { fieldCount, unusedFields } from '../../gateway/usage/unused-fields';
import { UsageDatabase, type FieldCount } from '../../gateway/usage/usage-database';
import type { Config } from '../../kit/config/config';
import { openLog } from '../../kit/log/log';
import { openEnvironment } from '../environment';
import { schemaFolder } from '../files';
import { say } from '../progress';

export interface UsageOptions {
  /** Today included, of UTC. */
  readonly days: number;
  readonly client?: string;
  /** The supergraph whose fields count: a file or a URL. */
  readonly supergraphSdl?: string;
}

interface Known {
  readonly used: readonly FieldCount[];
  /** YYYY-MM-DD, UTC. */
  readonly since: string;
  readonly firstDay: string | null;
}

/** Lists the fields that nobody asked for, or that one client did not. */
export async function listUnused(config: Config, options: UsageOptions): Promise<void> {
  const schema = await schemaAt(config, options.supergraphSdl);
  const known = await usageOf(config, options);
  const unused = unusedFields(schema, new Set(known.used.map(({ coordinate }) => coordinate)));
  for (const { coordinate, isDeprecated } of unused) say(isDeprecated ? `${coordinate}\tdeprecated` : coordinate);
  say(`${unused.length} of ${fieldCount(schema)} fields were not asked for${by(options)} since ${known.since}.`);
  warnOfGap(known);
}

/** Lists the fields that were asked for, the one asked for most first. */
export async function listUsed(config: Config, options: UsageOptions): Promise<void> {
  const known = await usageOf(config, options);
  for (const { coordinate, count } of known.used) say(`${coordinate}\t${count}`);
  say(`${known.used.length} fields were asked for${by(options)} since ${known.since}.`);
  warnOfGap(known);
}

/** Brings the gateway's own database up to date. */
export function migrateUsage(config: Config): Promise<void> {
  return withUsage(config, () => Promise.resolve());
}

function by({ client }: UsageOptions): string {
  return client === undefined ? '' : ` by ${client}`;
}

/** A field is not unused because nobody counted. */
function warnOfGap({ since, firstDay }: Known): void {
  if (firstDay === null) say('Nothing has been counted yet.');
  else if (firstDay > since) say(`Nothing was counted before ${firstDay}.`);
}

function usageOf(config: Config, { days, client }: UsageOptions): Promise<Known> {
  const since = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  return withUsage(config, async (usage) => ({
    used: await usage.used({ since, client }),
    since,
    firstDay: await usage.firstDay(),
  }));
}

async function withUsage<T>(config: Config, work: (usage: UsageDatabase) => Promise<T>): Promise<T> {
  const environment = await openEnvironment(config, { alone: true });
  try {
    const { log, databaseUrl } = environment.house;
    const usage = await UsageDatabase.open({ url: await databaseUrl('gateway'), log });
    return await work(usage).finally(() => usage.close());
  } finally {
    await environment.close();
  }
}

/** The graph that clients see. @throws SupergraphError */
async function schemaAt(config: Config, place = config.SUPERGRAPH): Promise<GraphQLSchema> {
  const source = openSource(place ?? join(schemaFolder, 'supergraph.graphql'), {
    log: openLog(config),
    interval: config.SUPERGRAPH_POLL,
  });
  const supergraph = await source.current().finally(() => source.close());
  try {
    return buildSchema(apiSchemaOf(supergraph));
  } catch (error) {
    throw new SupergraphError(`The supergraph cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}
