import type { Config } from '../config/config';
import { outbox } from '../documents/kit-collections';
import type { EventEnvelope, EventName, EventPayload } from '../events/catalog';
import { catalog } from '../events/catalog';
import { publishTask } from '../events/emit';
import { takeEvent } from '../events/inbox';
import type { Result } from '../graphql/execute';
import { ViewerSeal, viewerHeader } from '../identity/signed-viewer';
import { Viewer } from '../identity/viewer';
import type { Scope } from '../scope/scope';
import type { SubgraphDefinition } from '../subgraph/define';
import { RunningSubgraph } from '../subgraph/running';
import { requireMongod, testDocuments } from './mongod';
import { cloneDatabase } from './test-database';
import { testHouse, type TestHouse } from './test-house';

/** Writes one row, or a few, for a test. */
export type Factory<Input, Made> = (scope: Scope, input: Input) => Promise<Made>;

/** A subgraph on a database of its own for one test file. Jobs and events run when `settle` is called, so tests never wait. */
export class SubgraphTest {
  private running: RunningSubgraph | null = null;
  private openHouse: TestHouse | null = null;
  private dropDatabases: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly definition: SubgraphDefinition,
    private readonly settings: Partial<Record<keyof Config, string>>,
  ) {}

  async open(): Promise<void> {
    const { url, drop } = await cloneDatabase(this.definition);
    const documents = testDocuments(this.definition.documents ? [this.definition.name] : []);
    this.dropDatabases = async () => {
      await documents.drop();
      await drop();
    };
    this.openHouse = testHouse(() => Promise.resolve(url), this.settings, documents.documentsUrl);
    this.running = await RunningSubgraph.start(this.definition, this.openHouse);
  }

  async close(): Promise<void> {
    await this.running?.stop();
    await this.openHouse?.objects.close();
    await this.dropDatabases();
  }

  get subgraph(): RunningSubgraph {
    if (!this.running) throw new Error('The subgraph opens in beforeAll.');
    return this.running;
  }

  get house(): TestHouse {
    if (!this.openHouse) throw new Error('The subgraph opens in beforeAll.');
    return this.openHouse;
  }

  get clock(): TestHouse['clock'] {
    return this.house.clock;
  }

  /** A scope for someone; without an argument, for the house itself. */
  as(viewer: Viewer = Viewer.system): Scope {
    return this.subgraph.scope(viewer, { 'x-lyceum-address': '203.0.113.7' });
  }

  /** Makes one row per input, in order, by the factory. */
  async make<Input, Made>(factory: Factory<Input, Made>, inputs: readonly Input[]): Promise<Made[]> {
    const made: Made[] = [];
    for (const input of inputs) made.push(await factory(this.as(), input));
    return made;
  }

  /** Runs an operation as the gateway would, with a signed viewer. */
  async run(
    query: string,
    { viewer = Viewer.anonymous, variables = {} }: { viewer?: Viewer; variables?: Record<string, unknown> } = {},
  ): Promise<Result> {
    const signed = await new ViewerSeal(this.house.secrets, this.clock).sign(viewer);
    return this.subgraph.execute({ query, variables }, { [viewerHeader]: signed, 'x-lyceum-address': '203.0.113.7' });
  }

  /** The data of an operation that must not fail. */
  async data<T = Record<string, never>>(
    query: string,
    options: { viewer?: Viewer; variables?: Record<string, unknown> } = {},
  ): Promise<T> {
    const result = await this.run(query, options);
    if (result.errors) throw new Error(JSON.stringify(result.errors));
    return result.data as T;
  }

  /** How many SQL statements, or commands of MongoDB, an operation costs. Fails where the operation does. */
  async statements(
    query: string,
    options: { viewer?: Viewer; variables?: Record<string, unknown> } = {},
  ): Promise<number> {
    const { database, documents } = this.subgraph.resources;
    const count = (): number => database.statements.count + (documents?.commands.count ?? 0);
    const before = count();
    await this.data(query, options);
    return count() - before;
  }

  /** Hands the subgraph an event as the bus would, and handles it. Returns its id, to deliver it again. */
  async deliver<N extends EventName>(
    name: N,
    payload: EventPayload<N>,
    id: string = this.subgraph.resources.ids.next(),
  ): Promise<string> {
    const event = { id, name, version: catalog[name].version, occurredAt: this.clock.now().toISOString(), payload };
    await takeEvent(this.subgraph.resources, this.definition.handlers, event);
    await this.settle();
    return id;
  }

  /** Runs all jobs that are due: outbox, inbox, letters. */
  settle(): Promise<void> {
    return this.subgraph.worker.runDue();
  }

  /** Payloads of the events of one name that were emitted and are not yet published. Call before `settle`. */
  async emitted<N extends EventName>(name: N): Promise<EventPayload<N>[]> {
    if (this.subgraph.resources.documents) return this.emittedDocuments(name);
    const rows = await this.subgraph.resources.database.manager.query<{ payload: EventPayload<N> }[]>(
      `SELECT job.payload->'payload' AS payload FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
        WHERE task.identifier = 'publish_event' AND job.payload->>'name' = $1 ORDER BY job.id`,
      [name],
    );
    return rows.map((row) => row.payload);
  }

  private async emittedDocuments<N extends EventName>(name: N): Promise<EventPayload<N>[]> {
    const entries = await this.as()
      .documents.of(outbox)
      .find({ task: publishTask }, { sort: { _id: 1 } })
      .toArray();
    const events = entries.map(({ payload }) => JSON.parse(payload) as EventEnvelope<N>);
    return events.filter((event) => event.name === name).map(({ payload }) => payload);
  }
}

/** Opens the subgraph before the file's tests and closes it after them. */
export function subgraphTest(
  definition: SubgraphDefinition,
  settings: Partial<Record<keyof Config, string>> = {},
): SubgraphTest {
  if (definition.documents) requireMongod();
  const test = new SubgraphTest(definition, settings);
  beforeAll(() => test.open());
  afterAll(() => test.close());
  return test;
}
