import { print } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { FastifyInstance } from 'fastify';
import { openGateway } from '../../gateway/gateway';
import { RegisteredDocument } from '../../gateway/registry/document.entity';
import { registryMigrations } from '../../gateway/registry/registry.migrations';
import type { Registry } from '../../gateway/registry/registry';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import type * as Compose from '../../cli/compose-running';
import { Platform } from '../../cli/platform';
import { subgraphs } from '../../cli/subgraphs';
import type { Config } from '../../kit/config/config';
import { startMailCatcher, type Letter, type MailCatcher } from '../../kit/mail/catcher';
import { openMailer, type Mailer } from '../../kit/mail/mailer';
import type { House } from '../../kit/subgraph/house';
import type { RunningSubgraph } from '../../kit/subgraph/running';
import type { StripeEmulator } from '../../kit/stripe-emulator';
import { openTestStripe } from '../../kit/testing/test-stripe';
import { freePorts } from '../../kit/testing/free-ports';
import { requireMongod, testDocuments } from '../../kit/testing/mongod';
import { oncePerRun } from '../../kit/testing/once-per-run';
import { cloneDatabase } from '../../kit/testing/test-database';
import { patientGateway, testHouse, type TestHouse } from '../../kit/testing/test-house';
import { TestRegistry } from './test-registry';

export interface Answer<T = Record<string, never>> {
  readonly status: number;
  readonly data: T;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

interface SendOptions<V> {
  readonly variables?: V;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

export interface LyceumOptions {
  readonly settings?: Partial<Record<keyof Config, string>>;
  /** Addresses of files that it hands out lead to it, as outside of tests. */
  readonly isAtItsUrl?: boolean;
  /** With a Stripe of its own, so that something can be bought. */
  readonly sells?: boolean;
  /** How the gateway reaches a subgraph; in memory unless said otherwise. */
  readonly wayTo?: (subgraph: RunningSubgraph) => Promise<SubgraphClient>;
  /** Wraps the way to a subgraph: to count calls, or to cut it. */
  readonly wrapClient?: (client: SubgraphClient) => SubgraphClient;
  /** Where the databases are, when not on the server of the test run. */
  readonly databaseUrl?: House['databaseUrl'];
}

/** The product on databases of its own, with a gateway on a port of its own. Events run when `settle` is called. */
export class Lyceum {
  private constructor(
    readonly platform: Platform,
    readonly house: TestHouse<Mailer>,
    readonly url: string,
    readonly letters: MailCatcher,
    readonly registry: TestRegistry,
    private readonly ownStripe: StripeEmulator | null,
    private readonly closers: readonly (() => Promise<unknown>)[],
  ) {}

  static async open({
    settings: given = {},
    isAtItsUrl = false,
    sells = false,
    wayTo = (subgraph) => Promise.resolve(inMemoryClient(subgraph)),
    wrapClient = (client) => client,
    databaseUrl,
  }: LyceumOptions = {}): Promise<Lyceum> {
    const [port = 0] = isAtItsUrl || sells ? await freePorts(1) : [];
    const origin = `http://127.0.0.1:${port}`;
    const stripe = sells ? await openTestStripe({ webhooks: [`${origin}/payments/webhooks/stripe`] }) : null;
    const settings = {
      ...patientGateway,
      // Each of the demo's learners is a dozen events.
      DEMO_LEARNERS: '30',
      ...given,
      ...(isAtItsUrl ? { PUBLIC_URL: origin } : {}),
      ...stripe?.emulator.settings,
    };
    const databases = databaseUrl ? { databaseUrl, drop: () => Promise.resolve() } : await cloneDatabases();
    const documents = testDocuments(subgraphs.filter((subgraph) => subgraph.documents).map(({ name }) => name));
    const letters = await startMailCatcher();
    const mailer = openMailer({ url: letters.url, from: 'Lyceum <hello@lyceum.test>' });
    const house = { ...testHouse(databases.databaseUrl, settings, documents.documentsUrl), mailer };
    house.clock.set(new Date());
    stripe?.followClock(house.clock);
    const platform = await Platform.open(subgraphs, house);
    const clients = await Promise.all(platform.subgraphs.map(async (subgraph) => wrapClient(await wayTo(subgraph))));
    const registry = await TestRegistry.open(await house.databaseUrl('gateway'), house);
    const app = await openTestGateway(platform, house, clients, registry.stored);
    const url = await app.listen({ host: '127.0.0.1', port });
    return new Lyceum(platform, house, url, letters, registry, stripe?.emulator ?? null, [
      () => app.close(),
      () => stripe?.emulator.close() ?? Promise.resolve(),
      () => platform.stop(),
      () => mailer.close(),
      () => house.objects.close(),
      () => letters.close(),
      () => databases.drop(),
      () => documents.drop(),
    ]);
  }

  /** Sends one operation as a client does. */
  async send<T = Record<string, never>, V = Record<string, unknown>>(
    operation: string | TypedDocumentNode<T, V>,
    { variables, token, headers = {} }: SendOptions<V> = {},
  ): Promise<Answer<T>> {
    const query = typeof operation === 'string' ? operation : print(operation);
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify({ ...(await this.textFor(query, headers)), variables }),
    });
    const body = (await response.json()) as { data?: T; errors?: Answer['errors'] };
    return { status: response.status, data: body.data as T, errors: body.errors ?? [] };
  }

  /** How a request with these headers asks: an API key runs what is registered, so that is registered first. */
  async textFor(query: string, headers: object = {}): Promise<{ query: string } | { documentId: string }> {
    return 'x-api-key' in headers ? this.registry.named(query) : { query };
  }

  /** The data of an operation that must not fail. */
  async ask<T = Record<string, never>, V = Record<string, unknown>>(
    operation: string | TypedDocumentNode<T, V>,
    options: SendOptions<V> = {},
  ): Promise<T> {
    const { data, errors } = await this.send(operation, options);
    if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
    return data;
  }

  /** Runs all jobs until none is due: events have arrived everywhere, letters have been sent, and what Stripe tells was heard. */
  async settle(): Promise<void> {
    await this.platform.settle();
    // What one of them does about the other's news is news for the other.
    for (let round = 0; this.ownStripe && round < 3; round += 1) {
      await this.ownStripe.control.settle();
      await this.platform.settle();
    }
  }

  /** @throws unless it was opened to sell */
  get stripe(): StripeEmulator {
    if (!this.ownStripe) throw new Error('Open the product with `sells: true`.');
    return this.ownStripe;
  }

  /** The newest letter to an address. */
  letterTo(address: string): Letter {
    const letter = this.letters.lettersTo(address)[0];
    if (!letter) throw new Error(`No letter to ${address}.`);
    return letter;
  }

  /** SQL statements and commands of MongoDB that the work costs, in all subgraphs. */
  async statements(work: () => Promise<unknown>): Promise<number> {
    const count = (): number =>
      this.platform.subgraphs.reduce(
        (sum, { resources: { database, documents } }) =>
          sum + database.statements.count + (documents?.commands.count ?? 0),
        0,
      );
    const before = count();
    await work();
    return count() - before;
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }
}

async function cloneDatabases(): Promise<{ databaseUrl: House['databaseUrl']; drop: () => Promise<unknown> }> {
  const gateway = { name: 'gateway', entities: [RegisteredDocument], migrations: registryMigrations };
  const clones = new Map(
    await Promise.all(
      [...subgraphs, gateway].map(async (definition) => [definition.name, await cloneDatabase(definition)] as const),
    ),
  );
  return {
    databaseUrl: (name) => Promise.resolve(clones.get(name)?.url ?? ''),
    drop: () => Promise.all([...clones.values()].map(({ drop }) => drop())),
  };
}

/** Opens the product before a file's tests and closes it after them. */
export function lyceumTest(options: LyceumOptions = {}): { readonly lyceum: Lyceum } {
  if (subgraphs.some(({ documents }) => documents)) requireMongod();
  const opened: { lyceum?: Lyceum } = {};
  beforeAll(async () => {
    opened.lyceum = await Lyceum.open(options);
  });
  afterAll(() => opened.lyceum?.close());
  return {
    get lyceum() {
      if (!opened.lyceum) throw new Error('The product opens in beforeAll.');
      return opened.lyceum;
    },
  };
}

/** The supergraph, which is the same in most spec files. Where it is known, nothing of what composes is loaded. */
function composed({ subgraphs: running }: Platform): string {
  const inputs = running.map(({ name, sdl, definition }) => [name, sdl, definition.sensitive]);
  return oncePerRun(inputs, () => (require('../../cli/compose-running') as typeof Compose).composeRunning(running));
}

function openTestGateway(
  platform: Platform,
  house: TestHouse<Mailer>,
  ways: readonly SubgraphClient[],
  registry: Registry,
): Promise<FastifyInstance> {
  const supergraph = new ComposedSource(() => composed(platform));
  const clients = new Map(ways.map((client) => [client.name, client]));
  const { config, secrets, clock, log } = house;
  const isReady = () => platform.isReachable();
  return openGateway({ config, secrets, clock, log, supergraph, clients, registry, isReady });
}
