import type { Engine } from '../engine/engine';
import { PLATFORM } from '../engine/platform';
import { newId } from '../engine/new-id';
import type { Delivery, Kept, StoredEvent } from '../engine/objects';
import { seededRandom, type Chaos } from './chaos';
import { signature } from './signature';

/** A webhook on its way. */
export interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Brings a webhook to its endpoint and says which HTTP status it got. @throws where nobody answers */
export type Deliver = (letter: Letter) => Promise<number>;

type Endpoint = Kept<'webhook_endpoint'>;

/** Seconds after which an attempt that failed is repeated; Stripe goes on for three days. */
const BACK_OFF = [60, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200];
const AT_A_TIME = 4;
/** Deliveries that ended and are kept to be looked at. */
const KEPT = 5_000;

/** Tells the endpoints what happened, again and again until they have heard it. */
export class Courier {
  private pending: Delivery[] = [];
  private chaos: Chaos | null = null;
  private random: () => number = () => 0;
  private isHeld = false;
  private isClosed = false;
  private round: Promise<void> | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly deliver: Deliver,
  ) {
    this.pending = this.deliveries.all().filter(({ state }) => state === 'pending');
  }

  /** Has every endpoint told that wants to know. */
  post(account: string, event: StoredEvent): void {
    const concerned = this.endpointsOf(account).filter((endpoint) => wants(endpoint, event.type));
    event.pending_webhooks = concerned.length;
    for (const endpoint of concerned) this.enqueue(event, endpoint);
  }

  /** Milliseconds since 1970 of the next delivery. */
  nextAt(): number | null {
    if (this.isHeld || this.round || this.pending.length === 0) return null;
    return this.pending.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
  }

  /** Makes all deliveries that are due, and those that become due meanwhile. */
  async deliverDue(): Promise<void> {
    while (this.round) await this.round;
    this.round = this.deliverRound();
    try {
      await this.round;
    } finally {
      this.round = null;
      this.engine.wake();
    }
  }

  /** From now on so much goes wrong; null: nothing. */
  disturb(chaos: Chaos | null): void {
    this.chaos = chaos;
    this.random = seededRandom(chaos?.seed ?? 0);
  }

  /** Nothing is delivered until it is let go. */
  hold(): void {
    this.isHeld = true;
  }

  /** Lets go what was held, in this order: ids of events; what is not named comes last. */
  release(order: readonly string[] = []): void {
    const place = ({ event }: Delivery): number => (order.includes(event) ? order.indexOf(event) : order.length);
    this.pending = this.pending.toSorted((a, b) => place(a) - place(b));
    this.isHeld = false;
  }

  /** Makes a delivery once more, whatever became of the others. */
  redeliver(eventId: string): void {
    for (const account of this.engine.store.accountIds()) {
      const event = this.engine.store.of(account, 'event').get(eventId);
      if (!event) continue;
      for (const endpoint of this.endpointsOf(account)) if (wants(endpoint, event.type)) this.add(event, endpoint, 0);
    }
  }

  get deliveries() {
    return this.engine.store.of(PLATFORM, 'delivery');
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.round;
  }

  /** The body and headers that an endpoint gets. */
  letterFor(event: StoredEvent, endpoint: Endpoint): Letter {
    const body = JSON.stringify(event, null, 2);
    const seconds = this.engine.now();
    return {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(
          body,
          this.engine.store.of(PLATFORM, 'endpoint_secret').get(endpoint.id)?.secret ?? '',
          seconds,
        ),
      },
      body,
    };
  }

  private enqueue(event: StoredEvent, endpoint: Endpoint): void {
    const { drop = 0, duplicate = 0, delay = 0 } = this.chaos ?? {};
    if (this.random() < drop && this.chaos) return this.add(event, endpoint, 0, 'dropped');
    const copies = this.chaos && this.random() < duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.add(event, endpoint, Math.floor(this.random() * delay * 1000));
  }

  private add(event: StoredEvent, endpoint: Endpoint, delay: number, state: Delivery['state'] = 'pending'): void {
    const delivery: Delivery = {
      id: newId('del'),
      object: 'delivery',
      event: event.id,
      endpoint: endpoint.id,
      dueAt: this.engine.milliseconds() + delay,
      state,
      attempts: [],
    };
    this.engine.store.put<'delivery'>(PLATFORM, delivery);
    if (state === 'pending') this.pending.push(delivery);
    this.forgetOld();
  }

  private async deliverRound(): Promise<void> {
    const lane = async (): Promise<void> => {
      for (let next = this.takeDue(); next; next = this.takeDue()) await this.attempt(next);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    this.engine.store.flush();
  }

  private takeDue(): Delivery | null {
    if (this.isHeld || this.isClosed) return null;
    const now = this.engine.milliseconds();
    const due = this.pending.filter(({ dueAt }) => dueAt <= now);
    const choice = Math.floor(this.random() * Math.min(this.chaos?.shuffle ?? 1, due.length));
    const next = due[choice] ?? null;
    if (next) this.pending = this.pending.filter((delivery) => delivery !== next);
    return next;
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { store } = this.engine;
    const [account, event] = this.eventOf(delivery.event) ?? [];
    const endpoint = account && this.endpointsOf(account).find(({ id }) => id === delivery.endpoint);
    if (!event || !endpoint) return store.delete(PLATFORM, delivery);
    const at = this.engine.milliseconds();
    const answer = await this.deliver(this.letterFor(event, endpoint)).then(
      (status) => ({ at, status, error: null }),
      (error: Error) => ({ at, status: null, error: error.message }),
    );
    const attempts = [...delivery.attempts, answer];
    const isHeard = answer.status !== null && answer.status >= 200 && answer.status < 300;
    if (isHeard) {
      if (event.pending_webhooks > 0) store.change(account, event, { pending_webhooks: event.pending_webhooks - 1 });
      return store.change(PLATFORM, delivery, { attempts, state: 'delivered' });
    }
    const pause = BACK_OFF[attempts.length - 1];
    if (pause === undefined) return store.change(PLATFORM, delivery, { attempts, state: 'failed' });
    store.change(PLATFORM, delivery, { attempts, dueAt: at + pause * 1000 });
    this.pending.push(delivery);
  }

  private eventOf(id: string): [account: string, event: StoredEvent] | null {
    const { store } = this.engine;
    for (const account of store.accountIds()) {
      const event = store.of(account, 'event').get(id);
      if (event) return [account, event];
    }
    return null;
  }

  /** The account's own, and for a connected account those that the platform made for such. */
  private endpointsOf(account: string): Endpoint[] {
    const { store } = this.engine;
    const isConnect = account !== PLATFORM;
    return store
      .of(PLATFORM, 'webhook_endpoint')
      .all()
      .filter(
        ({ id, status }) =>
          status === 'enabled' && store.of(PLATFORM, 'endpoint_secret').get(id)?.isConnect === isConnect,
      );
  }

  private forgetOld(): void {
    for (const old of this.deliveries.first(Math.max(0, this.deliveries.size - KEPT)))
      if (old.state !== 'pending') this.engine.store.delete(PLATFORM, old);
  }
}

function wants({ enabled_events }: Endpoint, type: string): boolean {
  return enabled_events.includes('*') || enabled_events.includes(type);
}
