import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { systemClock, type Clock } from '../scope/clock';
import { systemTimers } from '../scope/timers';
import type { Keys } from './api/access';
import { Faults } from './api/faults';
import { openServer } from './api/server';
import { Control } from './control/control';
import { useControl } from './control/routes';
import { Engine, type Dunning } from './engine/engine';
import { Journal } from './engine/journal';
import { keepPort, portOf } from './engine/kept-port';
import { randomText } from './engine/new-id';
import { PLATFORM } from './engine/platform';
import { Store } from './engine/store';
import { usePages } from './pages/pages';
import type { Deliver } from './webhooks/courier';
import { deliverByHttp } from './webhooks/deliver-by-http';
import { openEndpoint } from './webhooks/webhook-endpoint';

export interface StripeEmulatorOptions {
  /** A free one unless told. */
  readonly port?: number;
  readonly clock?: Clock;
  /** New ones unless told. */
  readonly secretKey?: string;
  readonly publishableKey?: string;
  readonly webhookSecret?: string;
  /** Where webhooks go, signed with the webhook secret, beside endpoints that are made by the API. */
  readonly webhooks?: readonly (string | Webhook)[];
  /** A folder to keep everything in from one start to the next. Absent: nothing is kept. */
  readonly folder?: string;
  /** How renewals that fail are tried again; after 3, 5 and 7 days, and then cancelled, unless told. */
  readonly dunning?: Dunning;
  /** How webhooks are sent, unless by HTTP. */
  readonly deliver?: Deliver;
}

export interface Webhook {
  readonly url: string;
  /** Types of events; all unless told. */
  readonly events?: readonly string[];
  /** It hears of connected accounts instead of the platform's own. */
  readonly connect?: boolean;
}

const HOST = '127.0.0.1';

/** A Stripe of one's own, on a port of this machine. */
export class StripeEmulator implements Keys {
  readonly host = HOST;

  private constructor(
    readonly secretKey: string,
    readonly publishableKey: string,
    readonly webhookSecret: string,
    readonly control: Control,
    private readonly engine: Engine,
    private readonly app: FastifyInstance,
  ) {}

  static async open(options: StripeEmulatorOptions = {}): Promise<StripeEmulator> {
    const { folder, port = portOf(folder), clock = systemClock, deliver = deliverByHttp, webhooks = [] } = options;
    const { secretKey = `sk_test_${randomText(48)}`, publishableKey = `pk_test_${randomText(48)}` } = options;
    const { webhookSecret = `whsec_${randomText(32)}` } = options;
    const store = new Store(folder === undefined ? null : new Journal(join(folder, 'objects.jsonl')));
    let app: FastifyInstance | undefined;
    const { dunning = { retryAfterDays: [3, 5, 7], atLast: 'cancel' } } = options;
    const engine = new Engine({ store, clock, dunning, timers: systemTimers, deliver, url: () => urlOf(app) });
    const faults = new Faults();
    const control = new Control(engine, faults);
    const keys = { secretKey, publishableKey };
    app = openServer({ engine, keys, faults, onAnswer: (request) => control.note(request) });
    useControl(app, control, keys);
    usePages(app, engine, keys);
    await listen(app, port, options.port === undefined);
    const emulator = new StripeEmulator(secretKey, publishableKey, webhookSecret, control, engine, app);
    keepPort(folder, emulator.port);
    configureWebhooks(engine, webhooks, webhookSecret);
    return emulator;
  }

  get url(): string {
    return urlOf(this.app);
  }

  get port(): number {
    return (this.app.server.address() as AddressInfo).port;
  }

  /** The same as settings of the product. */
  get settings() {
    return {
      STRIPE_SECRET_KEY: this.secretKey,
      STRIPE_PUBLISHABLE_KEY: this.publishableKey,
      STRIPE_WEBHOOK_SECRET: this.webhookSecret,
      STRIPE_API_URL: this.url,
    };
  }

  /** What the SDK's constructor takes as its second argument. */
  get sdk() {
    return { host: HOST, port: this.port, protocol: 'http' as const, telemetry: false };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.engine.close();
  }
}

/** On the port, or on any where it is another's by now and nobody insists. */
async function listen(app: FastifyInstance, port: number, takesAnother: boolean): Promise<void> {
  try {
    await app.listen({ host: HOST, port });
  } catch (error) {
    if (!takesAnother || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    await app.listen({ host: HOST, port: 0 });
  }
}

function urlOf(app: FastifyInstance | undefined): string {
  const address = app?.server.address() as AddressInfo | null | undefined;
  return `http://${HOST}:${address?.port ?? 0}`;
}

/** The endpoints of the options, in the place of those of the last start. */
function configureWebhooks(engine: Engine, webhooks: readonly (string | Webhook)[], secret: string): void {
  engine.run(PLATFORM, { id: null, idempotency_key: null }, (turn) => {
    for (const endpoint of turn.all('webhook_endpoint').all())
      if (endpoint.id.startsWith('we_configured')) turn.remove(endpoint);
    for (const [index, webhook] of webhooks.entries()) {
      const { url, events = ['*'], connect } = typeof webhook === 'string' ? { url: webhook } : webhook;
      openEndpoint(turn, { id: `we_configured${index}`, url, secret, enabled_events: [...events], connect });
    }
  });
}
