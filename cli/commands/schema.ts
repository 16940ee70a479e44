import { fieldCount, unusedFields } from '../../gateway/usage/unused-fields';
import type { FieldCount } from '../../gateway/usage/usage-database';
import type { Config } from '../../kit/config/config';
import { dayOf, daysBefore } from '../../kit/scope/clock';
import { withUsage } from '../gateway-database';
import { say } from '../progress';
import { clientSchema, readSupergraph } from '../supergraph';

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
  const schema = clientSchema(await readSupergraph(config, options.supergraphSdl));
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

function by({ client }: UsageOptions): string {
  return client === undefined ? '' : ` by ${client}`;
}

/** A field is not unused because nobody counted. */
function warnOfGap({ since, firstDay }: Known): void {
  if (firstDay === null) say('Nothing has been counted yet.');
  else if (firstDay > since) say(`Nothing was counted before ${firstDay}.`);
}

function usageOf(config: Config, { days, client }: UsageOptions): Promise<Known> {
  const since = dayOf(daysBefore(new Date(), days - 1));
  return withUsage(config, async (usage) => ({
    used: await usage.used({ since, client }),
    since,
    firstDay: await usage.firstDay(),
  }));
}
