import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { Registry as MetricsRegistry } from 'prom-client';
import { apiSchemaOf } from '../../gateway/compose/api-schema';
import { costModel } from '../../gateway/limits/cost/cost-model';
import { documentLimits } from '../../gateway/limits/documents/document-limits';
import { DocumentReader } from '../../gateway/limits/documents/document-reader';
import { documentMetrics } from '../../gateway/metrics/document-metrics';
import { DocumentChecker } from '../../gateway/registry/check-documents';
import type { RegisteredDocument } from '../../gateway/registry/document.entity';
import { readManifest } from '../../gateway/registry/manifest';
import { RegistryDatabase } from '../../gateway/registry/registry-database';
import { dayOf } from '../../gateway/registry/use-counts';
import { openSource } from '../../gateway/supergraph/open-source';
import { reasonOf, SupergraphError } from '../../gateway/supergraph/supergraph-source';
import type { Config } from '../../kit/config/config';
import { openLog } from '../../kit/log/log';
import { openEnvironment } from '../environment';
import { schemaFolder } from '../files';
import { say } from '../progress';
import { houseOwner } from '../registry';
import { UsageError } from '../subgraphs';
import { usageLines } from './usage-lines';

export interface PublishOptions {
  readonly owner?: string;
  /** The supergraph that documents must fit: a file or a URL. */
  readonly supergraphSdl?: string;
}

/** Registers what a manifest holds: all of it, or nothing where one document would not run. */
export async function publishDocuments(config: Config, file: string, options: PublishOptions): Promise<void> {
  const manifest = readManifest(readFile(file));
  const checker = await openChecker(config, options.supergraphSdl);
  const checked = manifest.map((document) => ({ document, ...checker.check(document) }));
  refuseBroken(checked.map(({ document, problems }) => ({ name: document.name, problems })));
  const costs = new Map(checked.map(({ document, cost }) => [document.id, cost]));
  await withRegistry(config, async (registry) => {
    const published = await registry.publish(options.owner ?? houseOwner, manifest);
    for (const { document, isNew } of published) {
      const cost = costs.get(document.id) ?? null;
      const expected = cost === null ? 'cost depends on variables' : `cost ${cost}`;
      say([isNew ? 'new' : 'known', nameOf(document), document.id, expected].join('\t'));
    }
    say(`${published.filter(({ isNew }) => isNew).length} registered, ${published.length} in the manifest.`);
  });
}

export async function listDocuments(config: Config): Promise<void> {
  await withRegistry(config, async (registry) => {
    for (const document of await registry.all()) {
      const until = document.retiresAt ? ` until ${document.retiresAt.toISOString()}` : '';
      say([nameOf(document), document.kind, document.state + until, document.owner, document.id].join('\t'));
    }
  });
}

/** Lets documents, each an id or `Name@version`, run until a date and warns whoever runs them. */
export async function deprecateDocuments(
  config: Config,
  names: readonly string[],
  { until }: { readonly until?: string },
): Promise<void> {
  const retiresAt = until === undefined ? null : new Date(until);
  if (retiresAt && Number.isNaN(retiresAt.getTime())) throw new UsageError(`${until} is no date.`);
  await withDocuments(config, names, (registry, { id }) => registry.deprecate(id, retiresAt));
}

export async function retireDocuments(config: Config, names: readonly string[]): Promise<void> {
  await withDocuments(config, names, (registry, { id }) => registry.retire(id));
}

/** Fails where a supergraph would break a document that runs. */
export async function checkDocuments(config: Config, { supergraphSdl }: PublishOptions): Promise<void> {
  const checker = await openChecker(config, supergraphSdl);
  await withRegistry(config, async (registry) => {
    const now = new Date();
    const running = (await registry.all()).filter((document) => document.runs(now));
    refuseBroken(running.map((document) => ({ name: nameOf(document), problems: checker.check(document).problems })));
    say(`${running.length} documents fit.`);
  });
}

/** How often API keys ran them in the last days, today of UTC included: a line for each day, document and key. */
export async function reportUsage(config: Config, { days }: { readonly days: number }): Promise<void> {
  await withRegistry(config, async (registry) => {
    const since = new Date(Date.now() - (days - 1) * 86_400_000);
    const lines = usageLines(await registry.usesSince(dayOf(since)), dayOf(since));
    for (const line of lines) say(line);
  });
}

/** Brings the gateway's own database up to date. */
export function migrateRegistry(config: Config): Promise<void> {
  return withRegistry(config, () => Promise.resolve());
}

function refuseBroken(checked: readonly { readonly name: string; readonly problems: readonly string[] }[]): void {
  const lines = checked.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
  if (lines.length > 0) throw new UsageError(`${lines.join('\n')}\nNothing was changed.`);
}

async function withDocuments(
  config: Config,
  names: readonly string[],
  change: (registry: RegistryDatabase, document: RegisteredDocument) => Promise<RegisteredDocument>,
): Promise<void> {
  await withRegistry(config, async (registry) => {
    const all = await registry.all();
    const found = names.map((name) => all.find((document) => document.id === name || nameOf(document) === name));
    const unknown = names.filter((_, index) => !found[index]);
    if (unknown.length > 0)
      throw new UsageError(`Not registered: ${unknown.join(', ')}. \`lyceum documents list\` lists what is.`);
    for (const document of found) if (document) say(`${nameOf(document)}\t${(await change(registry, document)).state}`);
  });
}

async function withRegistry(config: Config, work: (registry: RegistryDatabase) => Promise<void>): Promise<void> {
  const environment = await openEnvironment(config, { alone: true });
  try {
    const { log, clock, databaseUrl } = environment.house;
    const registry = await RegistryDatabase.open({ url: await databaseUrl('gateway'), clock, log });
    await work(registry).finally(() => registry.close());
  } finally {
    await environment.close();
  }
}

async function openChecker(config: Config, place = config.SUPERGRAPH): Promise<DocumentChecker> {
  const source = openSource(place ?? join(schemaFolder, 'supergraph.graphql'), {
    log: openLog(config),
    interval: config.SUPERGRAPH_POLL,
  });
  const supergraph = await source.current().finally(() => source.close());
  const schema = schemaOf(supergraph);
  const metrics = documentMetrics(new MetricsRegistry());
  const reader = new DocumentReader(schema, { limits: documentLimits(config), hasIntrospection: true, metrics });
  const { USUAL_LIST_SIZE: usualSize, MAX_COST: allowed } = config;
  return new DocumentChecker({ schema, reader, model: costModel(supergraph), usualSize, allowed });
}

/** @throws SupergraphError */
function schemaOf(supergraphSdl: string): GraphQLSchema {
  try {
    return buildSchema(apiSchemaOf(supergraphSdl));
  } catch (error) {
    throw new SupergraphError(`The supergraph cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

function nameOf({ name, version }: RegisteredDocument): string {
  return `${name}@${version}`;
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
