import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import StripeSdk from 'stripe';
import { Platform } from '../../cli/platform';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { systemClock } from '../../kit/scope/clock';
import type { Scope } from '../../kit/scope/scope';
import type { Letter, StripeEmulator } from '../../kit/stripe-emulator';
import { cloneDatabase } from '../../kit/testing/test-database';
import { openTestStripe } from '../../kit/testing/test-stripe';
import { testHouse, type TestHouse } from '../../kit/testing/test-house';
import { until } from '../../kit/testing/until';
import { enrollment } from '../../subgraphs/enrollment';
import { courseFactory as learntCourse } from '../../subgraphs/enrollment/course/course.factory';
import { payments } from '../../subgraphs/payments';
import { courseFactory as soldCourse } from '../../subgraphs/payments/course/course.factory';

const program = join(__dirname, '..', '..', 'dist', 'cli', 'testing', 'market-process.js');

export interface Bought {
  readonly orderId: string;
  /** The payment at the provider. */
  readonly intentId: string;
}

/** Payments and enrollment on databases of their own, with a Stripe of their own; without a gateway, so that many may buy. */
export class Market {
  private child: ChildProcess | null = null;
  private port = 0;

  private constructor(
    readonly emulator: StripeEmulator,
    readonly house: TestHouse,
    readonly platform: Platform,
    private readonly databases: Readonly<Record<string, string>>,
    private readonly dropAll: () => Promise<unknown>,
  ) {}

  static async open(): Promise<Market> {
    const clones = await Promise.all([cloneDatabase(payments), cloneDatabase(enrollment)]);
    const databases = { payments: clones[0].url, enrollment: clones[1].url };
    const opened: { market?: Market } = {};
    const { emulator } = await openTestStripe({ deliver: (letter) => opened.market!.post(letter) });
    const settings = { ...emulator.settings };
    const house = testHouse((name) => Promise.resolve(databases[name as keyof typeof databases]), settings);
    const platform = await Platform.open([payments, enrollment], { ...house, clock: systemClock });
    opened.market = new Market(emulator, house, platform, databases, () =>
      Promise.all(clones.map(({ drop }) => drop())),
    );
    return opened.market;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.platform.stop();
    await this.emulator.close();
    await this.house.objects.close();
    await this.dropAll();
  }

  get stripe(): StripeSdk {
    return new StripeSdk(this.emulator.secretKey, this.emulator.sdk);
  }

  scope(subgraph: 'payments' | 'enrollment' = 'payments', viewer: Viewer = Viewer.system): Scope {
    return this.platform.get(subgraph).scope(viewer);
  }

  rows<T>(
    sql: string,
    parameters: readonly unknown[] = [],
    subgraph: 'payments' | 'enrollment' = 'payments',
  ): Promise<T[]> {
    return this.scope(subgraph).db.query<T[]>(sql, [...parameters]);
  }

  /** For 49.00 EUR, with so many seats. @returns its id */
  async course(seats: number | null): Promise<string> {
    const courseId = randomUUID();
    await soldCourse(this.scope(), { courseId });
    const runs = [{ kind: 'SELF_PACED' as const, capacity: seats }];
    const prices = [{ currency: 'EUR', minor: '4900' }];
    await learntCourse(this.scope('enrollment'), { courseId, runs, prices });
    return courseId;
  }

  /** From now on a process of its own does the work, until it is killed. */
  async start(): Promise<void> {
    if (!existsSync(program)) throw new Error('Run npm run build first: this test starts a process of its own.');
    const given = JSON.stringify({ databases: this.databases, settings: this.emulator.settings });
    this.child = spawn(process.execPath, [program, given], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface(this.child.stdout!)) {
      this.port = Number(line);
      break;
    }
  }

  /** Where it stands. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Takes jobs from the dead, and runs everything that is due, in this process. */
  async settle(): Promise<void> {
    const workers = this.platform.subgraphs.map(({ worker }) => worker);
    let round = 0;
    // What one of them had just begun is not free at once, and PostgreSQL itself may hear late that it is dead.
    await until(async () => {
      await this.emulator.control.settle();
      for (const worker of workers) await worker.freeJobsOfTheDead();
      await this.platform.settle();
      return (round += 1) >= 4 && !(await this.hasJobsUnderWay());
    });
  }

  private async hasJobsUnderWay(): Promise<boolean> {
    const locked = 'SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL LIMIT 1';
    const found = await Promise.all([this.rows(locked), this.rows(locked, [], 'enrollment')]);
    return found.flat().length > 0;
  }

  /** Asks whichever process works. @throws while none does */
  async ask<T>(query: string, viewer: Viewer, variables: object): Promise<T> {
    const seal = await new ViewerSeal(this.house.secrets, systemClock).sign(viewer);
    const headers = { [viewerHeader]: seal };
    const answer = this.child
      ? await this.fetch(
          '/graphql',
          { ...headers, 'content-type': 'application/json' },
          JSON.stringify({ query, variables }),
        )
      : await this.platform.get('payments').execute({ query, variables: { ...variables } }, headers);
    const { data, errors } = answer as { data?: T; errors?: readonly unknown[] };
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  private async post({ headers, body }: Letter): Promise<number> {
    const seal = await new ViewerSeal(this.house.secrets, systemClock).sign(Viewer.anonymous);
    const signed = { ...headers, [viewerHeader]: seal };
    const path = '/payments/webhooks/stripe';
    if (this.child) {
      const { status } = await fetch(`http://127.0.0.1:${this.port}${path}`, { method: 'POST', headers: signed, body });
      return status;
    }
    const routes = await this.platform.get('payments').publicRoutes();
    return (await routes!.inject({ method: 'POST', url: path, headers: signed, payload: body })).statusCode;
  }

  private async fetch(path: string, headers: Record<string, string>, body: string): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, { method: 'POST', headers, body });
    return response.json();
  }
}
