import type { ChangeStream, Collection as Raw } from 'mongodb';
import { Client } from 'pg';
import type { EventBus } from '../events/bus';
import type { EventEnvelope } from '../events/catalog';
import { publishTask } from '../events/emit';
import { publishTraced } from '../events/publish';
import type { OutboxEntry } from '../documents/kit-collections';
import type { Resources } from '../scope/scope';
import { addJob } from './add-job';
import { WakeableSleep } from './wakeable-sleep';

interface RelayOptions {
  readonly resources: Resources;
  readonly bus: EventBus;
  readonly outbox: Raw<OutboxEntry>;
}

/** Milliseconds between two looks at the outbox where no change stream tells of it, and between two tries to lead. */
const pollInterval = 1_000;
const batchSize = 50;

/**
 * Hands on what transactions of documents have left in the outbox: events to the bus, in order, jobs to the subgraph's
 * PostgreSQL database, where graphile-worker runs them. Of many processes one does so, for as long as it holds an
 * advisory lock, which PostgreSQL drops with its connection; that one is woken by a change stream.
 */
export class OutboxRelay {
  private readonly sleep = new WakeableSleep();
  private client: Client | null = null;
  private isLeader = false;
  private stream: ChangeStream | null = null;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.sleep.wake();
    await this.running;
    await this.unwatch();
    await this.client?.end().catch(() => undefined);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.options.outbox.findOne({}, { projection: { _id: 1 } })) === null;
  }

  /** Hands on everything that is there. An entry goes only once it is safe elsewhere: a crash in between sends it twice. */
  async drain(): Promise<void> {
    while (!this.stopped) {
      const batch = await this.options.outbox.find({}, { sort: { _id: 1 }, limit: batchSize }).toArray();
      if (batch.length === 0) return;
      const handed: string[] = [];
      try {
        for (const entry of batch) {
          await this.hand(entry);
          handed.push(entry._id);
        }
      } finally {
        await this.options.outbox.deleteMany({ _id: { $in: handed } });
      }
    }
  }

  private async run(): Promise<void> {
    const { log } = this.options.resources;
    while (!this.stopped) {
      try {
        if (await this.leads()) {
          await this.drain();
          this.watch();
        } else await this.unwatch();
      } catch (error) {
        log.warn({ error }, 'the outbox cannot be relayed; trying again');
      }
      await this.sleep.for(pollInterval);
    }
  }

  /** What the bus does not take becomes a job, which is tried again, and ends as dead where that never helps. */
  private async hand({ _id, task, payload, key, runAt, maxAttempts, priority }: OutboxEntry): Promise<void> {
    const { resources, bus } = this.options;
    const given = JSON.parse(payload) as object;
    if (task === publishTask && (await isPublished(resources, bus, given as EventEnvelope))) return;
    await addJob(resources.database.manager, task, given, {
      key: key ?? _id,
      ...(runAt ? { runAt } : {}),
      ...(maxAttempts === null ? {} : { maxAttempts }),
      ...(priority === null ? {} : { priority }),
    });
  }

  private async leads(): Promise<boolean> {
    const client = await this.connected();
    if (!this.isLeader) {
      const { rows } = await client.query<{ leads: boolean }>(
        `SELECT pg_try_advisory_lock(hashtext('lyceum.relay')) AS leads`,
      );
      this.isLeader = rows[0]?.leads === true;
    }
    return this.isLeader;
  }

  private async connected(): Promise<Client> {
    if (this.client) return this.client;
    const { url } = this.options.resources.database;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
    client.on('error', () => {
      this.client = null;
      this.isLeader = false;
    });
    await client.connect();
    this.client = client;
    return client;
  }

  private watch(): void {
    if (this.stream) return;
    const stream = this.options.outbox.watch([{ $match: { operationType: 'insert' } }], { maxAwaitTimeMS: 10_000 });
    this.stream = stream;
    stream.on('change', () => this.sleep.wake());
    // Whoever waits for the next look finds what came in between; so does one whose server has no change streams.
    stream.on('error', (error) => {
      this.options.resources.log.debug({ error }, 'the change stream of the outbox ended; polling');
      void this.unwatch();
    });
  }

  private async unwatch(): Promise<void> {
    const { stream } = this;
    this.stream = null;
    await stream?.close().catch(() => undefined);
  }
}

function isPublished(resources: Resources, bus: EventBus, event: EventEnvelope): Promise<boolean> {
  return publishTraced(resources.subgraph, bus, event).then(
    () => true,
    (error: unknown) => {
      resources.log.warn({ error, event: event.name }, 'an event could not be published; it is left to a job');
      return false;
    },
  );
}
