import type * as Compose from './compose';
import type * as Database from './database';
import type * as Dev from './dev';
import type * as Documents from './documents';
import type * as Schema from './schema';
import type * as Serve from './serve';
import type * as Stripe from './stripe';
import type * as Work from './worker';

/** Each is loaded by whoever asks for it: help, and a command that was mistyped, are answered at once. */
export const commands = {
  compose: () => require('./compose') as typeof Compose,
  database: () => require('./database') as typeof Database,
  dev: () => require('./dev') as typeof Dev,
  documents: () => require('./documents') as typeof Documents,
  schema: () => require('./schema') as typeof Schema,
  serve: () => require('./serve') as typeof Serve,
  stripe: () => require('./stripe') as typeof Stripe,
  worker: () => require('./worker') as typeof Work,
};
