import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../network/free-port';
import { ServerAccount } from './embedded-account';
import { makeProductRole, productRole } from './embedded-role';

const execute = promisify(execFile);
/** Seconds for a start, and for an end. */
const patience = '300';

export interface EmbeddedPostgres {
  /** Server URL of the product's own role, without a database. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  readonly password: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Tests trade durability for speed. */
  readonly durable?: boolean;
}

/**
 * A real PostgreSQL from npm's platform package, run by its own pg_ctl: a daemon of its own session, so that Ctrl-C in
 * a terminal reaches it only after the product has drained. A server that a killed process left behind is ended first.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, password, durable = true } = options;
  const account = await ServerAccount.find();
  const root = await account.folder(resolve(folder));
  const data = join(root, 'data');
  mkdirSync(root, { recursive: true });
  account.own(root);

  if (existsSync(join(data, 'PG_VERSION'))) await stop(data, account);
  else await initialise(root, password, account);

  const port = options.port ?? (await freePort());
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    `-c unix_socket_directories=''`,
    // Several test files at a time run the whole product.
    `-c max_connections=${durable ? 400 : 1_000}`,
    '-c timezone=UTC',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c autovacuum=off']),
  ];
  await pgCtl(
    ['start', '-w', '-t', patience, '-D', data, '-l', join(root, 'postgres.log'), '-o', settings.join(' ')],
    account,
  );
  await makeProductRole(serverUrl('postgres', password, port), password);
  return {
    url: serverUrl(productRole, password, port),
    stop: () => stop(data, account),
  };
}

/** The URL of the embedded server that another process of the product runs. @throws where none runs. */
export async function attachEmbeddedPostgres({ folder, password }: EmbeddedOptions): Promise<string> {
  const root = await (await ServerAccount.find()).folder(resolve(folder));
  // Line 4 of postmaster.pid is the port (PostgreSQL, src/include/utils/pidfile.h).
  const port = readFileSync(join(root, 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
  return serverUrl(productRole, password, Number(port));
}

function serverUrl(role: string, password: string, port: number): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

async function initialise(root: string, password: string, account: ServerAccount): Promise<void> {
  const data = join(root, 'data');
  const passwordFile = join(root, 'password');
  rmSync(data, { recursive: true, force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  account.own(passwordFile);
  try {
    const options = [
      `--pgdata=${data}`,
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ];
    await execute(join(await account.programs(), 'initdb'), options, account.spawnOptions);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function stop(data: string, account: ServerAccount): Promise<void> {
  const running = await pgCtl(['status', '-D', data], account).then(
    () => true,
    () => false,
  );
  if (running) await pgCtl(['stop', '-w', '-t', patience, '-m', 'fast', '-D', data], account);
}

/** The server inherits pg_ctl's output, so that must not be a pipe to us. */
async function pgCtl(args: string[], account: ServerAccount): Promise<unknown> {
  const program = join(await account.programs(), 'pg_ctl');
  return new Promise((done, failed) => {
    const child = spawn(program, args, { ...account.spawnOptions, stdio: 'ignore' });
    child.once('error', failed);
    child.once('exit', (code) =>
      code === 0
        ? done(code)
        : failed(new Error(`pg_ctl ${args[0]} ended with ${code}; see postgres.log in the data folder`)),
    );
  });
}
