import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports';
import { describeWith, findProgram } from './needs';

/** A RabbitMQ server for one spec. */
export interface TestBroker {
  readonly url: string;
  /** SIGKILL is a crash. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again on what it had stored. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Debian's wrapper on the PATH would change to the system's own account and folder: the script behind it comes first. */
const find = (program: string): string | undefined => findProgram(program, '/usr/lib/rabbitmq/bin');

/** Where this machine keeps the server's start script, if it has one. */
export const findRabbit = (): string | undefined => find('rabbitmq-server');

/** A server of our own on free loopback ports and a temporary folder; nothing of the system's own server is touched. */
export async function startRabbit(): Promise<TestBroker> {
  const [script, epmdProgram] = [findRabbit(), find('epmd')];
  if (!script || !epmdProgram) throw new Error('No RabbitMQ here: apt-get install rabbitmq-server.');
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-rabbitmq-'));
  const [port, distributionPort, epmdPort] = await freePorts(3);
  const loopback = { ERL_EPMD_PORT: String(epmdPort), ERL_EPMD_ADDRESS: '127.0.0.1' };
  const epmd = spawn(epmdProgram, ['-port', String(epmdPort), '-address', '127.0.0.1'], { stdio: 'ignore' });
  const environment = {
    ...loopback,
    PATH: process.env.PATH,
    HOME: folder,
    // The start script then becomes the server, so that its process id is the server's.
    RUNNING_UNDER_SYSTEMD: 'true',
    RABBITMQ_NODENAME: `lyceum-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 2:2',
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'none'),
  };
  let server: ChildProcess | null = null;
  const broker: TestBroker = {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    stop: (signal) => end(server, signal),
    start: async () => {
      server = spawn(script, [], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      await started(server);
    },
    close: async () => {
      await end(server, 'SIGTERM');
      await end(epmd, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await broker.start();
    return broker;
  } catch (error) {
    await broker.close();
    throw error;
  }
}

/** Resolves when the server says that it is up. @throws with its output when it ends instead. */
function started(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/completed with \d+ plugins/.test(output)) resolve();
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`RabbitMQ did not start:\n${output}`)));
  });
}

async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/**
 * `describe` for what needs a RabbitMQ: a server of our own, else the one of EVENT_BUS_URL, which cannot be killed.
 */
export function describeWithRabbit(name: string, run: (broker: () => TestBroker, ownsBroker: boolean) => void): void {
  const url = process.env.EVENT_BUS_URL;
  const ownsBroker = findRabbit() !== undefined || !url;
  const body = (): void => {
    let broker: TestBroker;
    beforeAll(async () => (broker = ownsBroker ? await startRabbit() : foreign(url)));
    afterAll(() => broker?.close());
    run(() => broker, ownsBroker);
  };
  const isHere = findRabbit() !== undefined || url !== undefined;
  describeWith({ what: 'RabbitMQ (apt-get install rabbitmq-server, or EVENT_BUS_URL)', isHere }, name, body);
}

function foreign(url: string): TestBroker {
  const refuse = (): Promise<never> => Promise.reject(new Error('The broker of EVENT_BUS_URL is not ours to stop.'));
  return { url, stop: refuse, start: refuse, close: () => Promise.resolve() };
}
