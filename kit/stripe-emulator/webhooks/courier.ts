import type { Engine } from '../engine/engine';
import { newId } from '../engine/new-id';
import type { Delivery, Kept, StoredEvent } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import { Outbox } from './outbox';
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
/** Deliveries that ended and are kept to be looked at. */
const KEPT = 5_000;

/** Tells the endpoints what happened, again and again until they have heard it. */
export class Courier {
  readonly outbox: Outbox;
  private isClosed = false;
  private round: Promise<void> | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly deliver: Deliver,
  ) {
    this.outbox = new Outbox(this.deliveries.all().filter(({ state }) => state === 'pending'));
  }

  get deliveries() {
    return this.engine.store.of(PLATFORM, 'delivery');
  }

  /** Has every endpoint told that wants to know. */
  post(account: string, event: StoredEvent): void {
    const concerned = this.endpointsOf(account).filter((endpoint) => wants(endpoint, event.type));
    this.engine.store.change(account, event, { pending_webhooks: concerned.length });
    for (const endpoint of concerned) {
      const fate = this.outbox.nextFate();
      if (fate.length === 0) this.add(event, endpoint, 0, 'dropped');
      for (const late of fate) this.add(event, endpoint, late);
    }
  }

  /** Milliseconds since 1970 of the next delivery. */
  nextAt(): number | null {
    return this.round ? null : this.outbox.nextAt();
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

  /** Makes a delivery once more, whatever became of the others. */
  redeliver(eventId: string): void {
    const [account, event] = this.eventOf(eventId) ?? [];
    if (!event) return;
    for (const endpoint of this.endpointsOf(account)) if (wants(endpoint, event.type)) this.add(event, endpoint, 0);
  }

  /** The body and headers that an endpoint gets. */
  letterFor(event: StoredEvent, endpoint: Endpoint): Letter {
    const body = JSON.stringify(event);
    const { secret = '' } = this.engine.store.of(PLATFORM, 'endpoint_secret').get(endpoint.id) ?? {};
    return {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(body, secret, this.engine.now()),
      },
      body,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.round;
  }

  private add(event: StoredEvent, endpoint: Endpoint, late: number, state: Delivery['state'] = 'pending'): void {
    const delivery: Delivery = {
      id: newId('del'),
      object: 'delivery',
      event: event.id,
      endpoint: endpoint.id,
      dueAt: this.engine.milliseconds() + late,
      state,
      attempts: [],
    };
    this.engine.store.put<'delivery'>(PLATFORM, delivery);
    if (state === 'pending') this.outbox.add(delivery);
    for (const old of this.deliveries.first(this.deliveries.size - KEPT))
      if (old.state !== 'pending') this.engine.store.delete(PLATFORM, old);
  }

  private async deliverRound(): Promise<void> {
    const lane = async (): Promise<void> => {
      for (let next = this.takeDue(); next; next = this.takeDue()) await this.attempt(next);
    };
    await Promise.all(Array.from({ length: this.outbox.lanes }, lane));
    this.engine.store.flush();
  }

  private takeDue(): Delivery | null {
    return this.isClosed ? null : this.outbox.take(this.engine.milliseconds());
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
    if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
      store.change(account, event, { pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
      return store.change(PLATFORM, delivery, { attempts, state: 'delivered' });
    }
    const pause = BACK_OFF[attempts.length - 1];
    if (pause === undefined) return store.change(PLATFORM, delivery, { attempts, state: 'failed' });
    store.change(PLATFORM, delivery, { attempts, dueAt: at + pause * 1_000 });
    this.outbox.add(delivery);
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
  private endpointsOf(account: string | undefined): Endpoint[] {
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
}

function wants({ enabled_events }: Endpoint, type: string): boolean {
  return enabled_events.includes('*') || enabled_events.includes(type);
}
