import { readFileSync } from 'node:fs';
import { Registry as MetricsRegistry } from 'prom-client';
import { costModel } from '../../gateway/limits/cost/cost-model';
import { documentLimits } from '../../gateway/limits/documents/document-limits';
import { DocumentReader } from '../../gateway/limits/documents/document-reader';
import { documentMetrics } from '../../gateway/metrics/document-metrics';
import { DocumentChecker } from '../../gateway/registry/check-documents';
import type { RegisteredDocument } from '../../gateway/registry/document.entity';
import { readManifest } from '../../gateway/registry/manifest';
import type { RegistryDatabase } from '../../gateway/registry/registry-database';
import type { Config } from '../../kit/config/config';
import { dayOf, daysBefore } from '../../kit/scope/clock';
import { houseOwner } from '../files';
import { withRegistry } from '../gateway-database';
import { say } from '../progress';
import { clientSchema, readSupergraph } from '../supergraph';
import { UsageError } from '../usage-error';
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
    const since = dayOf(daysBefore(new Date(), days - 1));
    for (const line of usageLines(await registry.usesSince(since), since)) say(line);
  });
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

async function openChecker(config: Config, place?: string): Promise<DocumentChecker> {
  const supergraph = await readSupergraph(config, place);
  const schema = clientSchema(supergraph);
  const metrics = documentMetrics(new MetricsRegistry());
  const reader = new DocumentReader(schema, { limits: documentLimits(config), hasIntrospection: true, metrics });
  const { USUAL_LIST_SIZE: usualSize, MAX_COST: allowed } = config;
  return new DocumentChecker({ schema, reader, model: costModel(supergraph), usualSize, allowed });
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
