import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig, ConfigError, type Config } from '../kit/config/config';
import { CodedError } from '../kit/errors/errors';
import { CompositionError } from '../gateway/compose/compose';
import { ManifestError } from '../gateway/registry/manifest';
import { SupergraphError } from '../gateway/supergraph/supergraph-source';
import { compose } from './commands/compose';
import { listDead, migrate, replayDead, rotateKeys, seed } from './commands/database';
import { dev } from './commands/dev';
import {
  checkDocuments,
  deprecateDocuments,
  listDocuments,
  publishDocuments,
  reportUsage,
  retireDocuments,
  type PublishOptions,
} from './commands/documents';
import { listUnused, listUsed, type UsageOptions } from './commands/schema';
import { serve, type ServeOptions } from './commands/serve';
import { stripe, type StripeOptions } from './commands/stripe';
import { worker } from './commands/worker';
import { houseOwner } from './registry';
import { UsageError } from './subgraphs';

function positive(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 999.');
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be a port.');
  return Number(text);
}

const config = (): Config => readConfig(process.env);

const program = new Command('lyceum').description('A federated supergraph for online learning.').showHelpAfterError();

program
  .command('dev')
  .description('Run the whole product in one process, with embedded databases and demo data.')
  .option('--no-seed', 'start without demo data')
  .action((options: { seed: boolean }) => dev(config(), options));
program
  .command('serve')
  .description('Run the gateway, or some subgraphs, in a process of their own.')
  .argument('<names...>', 'gateway, or names of subgraphs')
  .option('--supergraph <file>', 'where each subgraph is, instead of supergraph.yaml')
  .option('--supergraph-sdl <file|url>', 'gateway: the composed supergraph, watched; instead of SUPERGRAPH')
  .option('--workers <count>', 'gateway: processes that share the port', positive)
  .action((names: string[], options: ServeOptions) => serve(config(), names, options));
program
  .command('worker')
  .description('Do heavy work for a subgraph: any number of these, on any machine.')
  .argument('<name>', 'transcoding')
  .action((name: string) => worker(config(), name));
program
  .command('stripe')
  .description('Run the Stripe emulator by itself, and print the settings for subgraphs that are served elsewhere.')
  .option('--port <number>', 'the port of the last time, or a free one, unless told', portNumber)
  .option('--webhook <urls...>', 'where events go, such as http://127.0.0.1:4000/payments/webhooks/stripe')
  .action((options: StripeOptions) => stripe(config(), options));
program
  .command('migrate')
  .description('Bring databases up to date.')
  .argument('[subgraphs...]', 'all when none is named')
  .action((names: string[]) => migrate(config(), names));
program
  .command('seed')
  .description('Fill the databases with demo data.')
  .action(() => seed(config()));
program
  .command('compose')
  .description('Write the schemas, the supergraph and docs/errors.md.')
  .option('--check', 'write nothing; fail when a file is not up to date', false)
  .action((options: { check: boolean }) => compose(options));

const documents = program.command('documents').description('Operations that are registered, for third parties to run.');
const supergraphOption = ['--supergraph-sdl <file|url>', 'the composed supergraph, instead of SUPERGRAPH'] as const;
documents
  .command('publish')
  .description("Register the operations of a manifest: Apollo's format, or Relay's map.")
  .argument('<manifest>', 'a JSON file')
  .option('--owner <name>', 'who publishes under these names', houseOwner)
  .option(...supergraphOption)
  .action((file: string, options: PublishOptions) => publishDocuments(config(), file, options));
documents
  .command('list')
  .description('List them, the latest version first.')
  .action(() => listDocuments(config()));
documents
  .command('deprecate')
  .description('Warn whoever runs them.')
  .argument('<documents...>', 'ids, or Name@version as listed')
  .option('--until <date>', 'when they stop to run; without, they run on')
  .action((names: string[], options: { until?: string }) => deprecateDocuments(config(), names, options));
documents
  .command('retire')
  .description('Refuse them from now on.')
  .argument('<documents...>', 'ids, or Name@version as listed')
  .action((names: string[]) => retireDocuments(config(), names));
documents
  .command('check')
  .description('Fail where a supergraph would break one that runs.')
  .option(...supergraphOption)
  .action((options: PublishOptions) => checkDocuments(config(), options));
documents
  .command('usage')
  .description('How often API keys ran them, with errors and cost, by day.')
  .option('--days <count>', 'so many days, today included', positive, 30)
  .action((options: { days: number }) => reportUsage(config(), options));

const schema = program.command('schema').description('Which fields of the graph clients ask for.');
const clientOption = ['--client <name>', 'one client, by its apollographql-client-name'] as const;
const daysOption = ['--days <count>', 'so many days, today included', positive, 30] as const;
schema
  .command('unused')
  .description('List the fields that nobody asked for, or that one client did not.')
  .option(...daysOption)
  .option(...clientOption)
  .option(...supergraphOption)
  .action((options: UsageOptions) => listUnused(config(), options));
schema
  .command('used')
  .description('List the fields that were asked for, and how often.')
  .option(...daysOption)
  .option(...clientOption)
  .action((options: UsageOptions) => listUsed(config(), options));

const keys = program.command('keys').description('Keys that sign access tokens.');
keys
  .command('rotate')
  .description('Sign with a new key from now on; the old one still verifies.')
  .action(() => rotateKeys(config()));

const events = program.command('events').description('Events and jobs that failed too often.');
events
  .command('dead')
  .description('List them.')
  .action(() => listDead(config()));
events
  .command('replay')
  .description('Try them again.')
  .argument('[ids...]', 'subgraph:id as listed by `events dead`; all when none is named')
  .action((ids: string[]) => replayDead(config(), ids));

program.parseAsync().catch((error: unknown) => {
  const plain = [UsageError, ConfigError, CompositionError, SupergraphError, ManifestError, CodedError];
  const isPlain = error instanceof Error && plain.some((kind) => error instanceof kind);
  console.error(isPlain ? error.message : error);
  process.exit(1);
});
