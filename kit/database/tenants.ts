import type { ClientBase } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { traceRunner } from './traced-runner';

/** Whose rows PostgreSQL lets a connection touch: every organisation's, those of a list of ids, or of none: an empty text. */
export type Tenants = string;

export const everyTenant: Tenants = '*';
export const noTenant: Tenants = '';

/** The data source with every connection it takes from the pool set to these tenants before its first statement. */
export function confine(source: DataSource, tenants: Tenants): DataSource {
  source.createQueryRunner = (mode) =>
    traceRunner(confineRunner(DataSource.prototype.createQueryRunner.call(source, mode), tenants));
  return source;
}

/** A view of the data source for other tenants: the same pool and metadata, a manager of its own. */
export function viewFor(source: DataSource, tenants: Tenants): DataSource {
  const view = confine(Object.create(source) as DataSource, tenants);
  return Object.assign(view, { manager: view.createEntityManager() });
}

/** A runner takes its connection at its first statement, so before a transaction: a rollback cannot undo the setting. */
function confineRunner(runner: QueryRunner, tenants: Tenants): QueryRunner {
  const take = runner.connect.bind(runner) as () => Promise<ClientBase>;
  let taken: Promise<ClientBase> | undefined;
  runner.connect = () => (taken ??= take().then((client) => allow(client, tenants)));
  return runner;
}

interface Setting {
  readonly tenants: Tenants;
  readonly applied: Promise<unknown>;
}

/** What each connection of the pools is set to; a new one is set to nothing, which PostgreSQL reads as none. */
const settings = new WeakMap<ClientBase, Setting>();

async function allow(client: ClientBase, tenants: Tenants): Promise<ClientBase> {
  const known = settings.get(client) ?? { tenants: noTenant, applied: Promise.resolve() };
  const wanted = known.tenants === tenants ? known : apply(client, tenants);
  await wanted.applied;
  return client;
}

/** Past the logger on purpose: it is no statement of the caller's. A setting that failed is unknown, so it is made again. */
function apply(client: ClientBase, tenants: Tenants): Setting {
  const applied = client.query(`SELECT set_config('lyceum.tenants', $1, false)`, [tenants]);
  const setting = { tenants, applied };
  settings.set(client, setting);
  applied.catch(() => settings.set(client, { tenants: '?', applied: Promise.resolve() }));
  return setting;
}
