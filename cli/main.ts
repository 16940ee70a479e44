import './count-held-buffers';
import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import type * as Configuration from '../kit/config/config';
import type * as Errors from '../kit/errors/errors';
import { PlainError } from '../kit/errors/plain-error';
import { commands } from './commands';
import type { PublishOptions } from './commands/documents';
import type { UsageOptions } from './commands/schema';
import type { ServeOptions } from './commands/serve';
import type { StripeOptions } from './commands/stripe';
import { houseOwner } from './files';

function positive(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 999.');
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be a port.');
  return Number(text);
}

function config(): Configuration.Config {
  const { readConfig } = require('../kit/config/config') as typeof Configuration;
  return readConfig(process.env);
}

const program = new Command('lyceum').description('A federated supergraph for online learning.').showHelpAfterError();

program
  .command('dev')
  .description('Run the whole product in one process, with embedded databases and demo data.')
  .option('--no-seed', 'start without demo data')
  .action((options: { seed: boolean }) => commands.dev().dev(config(), options));
program
  .command('serve')
  .description('Run the gateway, or some subgraphs, in a process of their own.')
  .argument('<names...>', 'gateway, or names of subgraphs')
  .option('--supergraph <file>', 'where each subgraph is, instead of supergraph.yaml')
  .option('--supergraph-sdl <file|url>', 'gateway: the composed supergraph, watched; instead of SUPERGRAPH')
  .option('--workers <count>', 'gateway: processes that share the port', positive)
  .action((names: string[], options: ServeOptions) => commands.serve().serve(config(), names, options));
program
  .command('worker')
  .description('Do heavy work for a subgraph: any number of these, on any machine.')
  .argument('<name>', 'transcoding')
  .action((name: string) => commands.worker().worker(config(), name));
program
  .command('stripe')
  .description('Run the Stripe emulator by itself, and print the settings for subgraphs that are served elsewhere.')
  .option('--port <number>', 'the port of the last time, or a free one, unless told', portNumber)
  .option('--webhook <urls...>', 'where events go, such as http://127.0.0.1:4000/payments/webhooks/stripe')
  .action((options: StripeOptions) => commands.stripe().stripe(config(), options));
program
  .command('migrate')
  .description('Bring databases up to date.')
  .argument('[subgraphs...]', 'all when none is named')
  .action((names: string[]) => commands.database().migrate(config(), names));
program
  .command('seed')
  .description('Fill the databases with demo data.')
  .action(() => commands.database().seed(config()));
program
  .command('compose')
  .description('Write the schemas, the supergraph and docs/errors.md.')
  .option('--check', 'write nothing; fail when a file is not up to date', false)
  .action((options: { check: boolean }) => commands.compose().compose(options));

const documents = program.command('documents').description('Operations that are registered, for third parties to run.');
const supergraphOption = ['--supergraph-sdl <file|url>', 'the composed supergraph, instead of SUPERGRAPH'] as const;
documents
  .command('publish')
  .description("Register the operations of a manifest: Apollo's format, or Relay's map.")
  .argument('<manifest>', 'a JSON file')
  .option('--owner <name>', 'who publishes under these names', houseOwner)
  .option(...supergraphOption)
  .action((file: string, options: PublishOptions) => commands.documents().publishDocuments(config(), file, options));
documents
  .command('list')
  .description('List them, the latest version first.')
  .action(() => commands.documents().listDocuments(config()));
documents
  .command('deprecate')
  .description('Warn whoever runs them.')
  .argument('<documents...>', 'ids, or Name@version as listed')
  .option('--until <date>', 'when they stop to run; without, they run on')
  .action((names: string[], options: { until?: string }) =>
    commands.documents().deprecateDocuments(config(), names, options),
  );
documents
  .command('retire')
  .description('Refuse them from now on.')
  .argument('<documents...>', 'ids, or Name@version as listed')
  .action((names: string[]) => commands.documents().retireDocuments(config(), names));
documents
  .command('check')
  .description('Fail where a supergraph would break one that runs.')
  .option(...supergraphOption)
  .action((options: PublishOptions) => commands.documents().checkDocuments(config(), options));
documents
  .command('usage')
  .description('How often API keys ran them, with errors and cost, by day.')
  .option('--days <count>', 'so many days, today included', positive, 30)
  .action((options: { days: number }) => commands.documents().reportUsage(config(), options));

const schema = program.command('schema').description('Which fields of the graph clients ask for.');
const clientOption = ['--client <name>', 'one client, by its apollographql-client-name'] as const;
const daysOption = ['--days <count>', 'so many days, today included', positive, 30] as const;
schema
  .command('unused')
  .description('List the fields that nobody asked for, or that one client did not.')
  .option(...daysOption)
  .option(...clientOption)
  .option(...supergraphOption)
  .action((options: UsageOptions) => commands.schema().listUnused(config(), options));
schema
  .command('used')
  .description('List the fields that were asked for, and how often.')
  .option(...daysOption)
  .option(...clientOption)
  .action((options: UsageOptions) => commands.schema().listUsed(config(), options));

const keys = program.command('keys').description('Keys that sign access tokens.');
keys
  .command('rotate')
  .description('Sign with a new key from now on; the old one still verifies.')
  .action(() => commands.database().rotateKeys(config()));

const events = program.command('events').description('Events and jobs that failed too often.');
events
  .command('dead')
  .description('List them.')
  .action(() => commands.database().listDead(config()));
events
  .command('replay')
  .description('Try them again.')
  .argument('[ids...]', 'subgraph:id as listed by `events dead`; all when none is named')
  .action((ids: string[]) => commands.database().replayDead(config(), ids));

function isPlain(error: unknown): error is Error {
  if (error instanceof PlainError) return true;
  const { CodedError } = require('../kit/errors/errors') as typeof Errors;
  return error instanceof CodedError;
}

program.parseAsync().catch((error: unknown) => {
  console.error(isPlain(error) ? error.message : error);
  process.exit(1);
});
