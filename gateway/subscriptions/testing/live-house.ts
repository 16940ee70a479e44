import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { Config } from '../../../kit/config/config';
import { ViewerSeal } from '../../../kit/identity/signed-viewer';
import type { KeyTerms } from '../../../kit/identity/key-terms';
import { Viewer, type ViewerClaims } from '../../../kit/identity/viewer';
import type { ViewerChange } from '../../../kit/identity/viewer-change';
import type { ManualClock } from '../../../kit/scope/clock';
import { ManualTimers } from '../../../kit/testing/manual-timers';
import { testHouse } from '../../../kit/testing/test-house';
import { person } from '../../../kit/testing/viewers';
import { gatewayErrors } from '../../gateway.errors';
import { UsersUnreachable, type Credentials, type Identified } from '../../identity/identity';
import { documentLimits } from '../../limits/documents/document-limits';
import { DocumentReaders } from '../../limits/documents/document-readers';
import { openCounters } from '../../limits/rates/counters';
import { Rates } from '../../limits/rates/rates';
import { documentMetrics } from '../../metrics/document-metrics';
import { subscriptionMetrics } from '../../metrics/subscription-metrics';
import { useCodedHttpErrors } from '../../plugins/use-coded-http-errors';
import type { RegisteredDocument } from '../../registry/document.entity';
import { RegisteredTexts } from '../../registry/registered-texts';
import { emptyRegistry } from '../../registry/registry';
import type { DocumentRun } from '../../registry/uses';
import type { UpstreamEvent } from '../../subgraph-client/subgraph-client';
import { useSubscriptions, type Subscriptions } from '../use-subscriptions';
import { PushSource } from './push-source';
import { scriptedSdl, ScriptedEngine } from './scripted-engine';

const noDatabase = () => Promise.reject(new Error('There is no database.'));

const nobody: Identified = { viewer: Viewer.anonymous, key: null, issuedAt: null, expiresAt: null };

interface Issued extends Identified {
  readonly isKey: boolean;
}

/** Subscriptions on a port of their own, over an engine, tokens and a clock that are a test's. */
export class LiveHouse {
  readonly engine = new ScriptedEngine();
  readonly timers = new ManualTimers();
  readonly registry = new Registry();
  /** What is registered, by id. */
  readonly documents = new Map<string, RegisteredDocument>();
  /** What API keys ran. */
  readonly runs: DocumentRun[] = [];
  /** The streams by which users tells of changed viewers; a new one each time that the gateway begins again. */
  readonly changes: PushSource<UpstreamEvent>[] = [];
  /** How often somebody's credentials were looked at. */
  identified = 0;
  /** Operations that hold their engine. */
  entered = 0;
  /** Until then nobody is known. */
  knowing: Promise<void> = Promise.resolve();
  isUsersDown = false;
  readonly subscriptions: Subscriptions;
  readonly app: FastifyInstance;
  url = '';
  readonly clock: ManualClock;
  private readonly issued = new Map<string, Issued>();

  constructor(settings: Partial<Record<keyof Config, string>> = {}) {
    const { config, clock, log, secrets } = testHouse(noDatabase, settings);
    this.clock = clock;
    this.app = Fastify({ logger: false });
    useCodedHttpErrors(this.app, log);
    this.subscriptions = useSubscriptions(this.app, {
      config,
      clock,
      log,
      timers: this.timers,
      metrics: subscriptionMetrics(this.registry),
      seal: new ViewerSeal(secrets, clock),
      identity: { identify: (given) => this.identify(given), ownHeaders: () => Promise.resolve({}) },
      users: {
        name: 'users',
        execute: () => Promise.resolve({ data: {} }),
        subscribe: () => {
          const stream = new PushSource<UpstreamEvent>();
          this.changes.push(stream);
          return stream;
        },
        close: () => Promise.resolve(),
      },
      engine: this.engine,
      supergraphSdl: scriptedSdl,
      enter: () => {
        this.entered += 1;
        return () => (this.entered -= 1);
      },
      documents: new DocumentReaders({
        limits: documentLimits(config),
        hasIntrospection: true,
        metrics: documentMetrics(this.registry),
      }),
      texts: new RegisteredTexts({ ...emptyRegistry, byId: (id) => this.documents.get(id) }, clock),
      rates: new Rates(config, openCounters(undefined, log)),
      uses: { ran: (run) => void this.runs.push(run) },
    });
    this.app.post('/graphql', { preHandler: this.subscriptions.answerEventStreams }, () => ({ data: 'json' }));
  }

  async open(): Promise<void> {
    this.url = await this.app.listen({ host: '127.0.0.1', port: 0 });
  }

  /** A token, or with `isKey` an API key, of somebody. */
  issue(
    name: string,
    id: string,
    over: Partial<ViewerClaims> = {},
    { seconds = 900, isKey = false, key = null }: { seconds?: number; isKey?: boolean; key?: KeyTerms | null } = {},
  ): string {
    const now = this.clock.now();
    const times = isKey
      ? { issuedAt: null, expiresAt: null }
      : { issuedAt: now, expiresAt: new Date(now.getTime() + seconds * 1_000) };
    this.issued.set(name, { viewer: new Viewer({ ...person(id).claims, ...over }), ...times, isKey, key });
    return name;
  }

  withdraw(name: string): void {
    this.issued.delete(name);
  }

  /** Clock and timers at once. */
  advance(seconds: number): void {
    this.clock.advance({ seconds });
    this.timers.advance(seconds * 1_000);
  }

  /** What users tells, now. */
  tell(change: ViewerChange extends infer C ? (C extends unknown ? Omit<C, 'at'> : never) : never): void {
    const viewerChanged = JSON.stringify({ ...change, at: this.clock.now().toISOString() });
    this.changes.at(-1)?.push({ kind: 'next', result: { data: { viewerChanged } } });
  }

  /** The value of a metric, all its labels together. */
  async metric(name: string): Promise<number> {
    const found = await this.registry.getSingleMetric(`lyceum_gateway_${name}`)?.get();
    return (found?.values ?? []).reduce((sum, { value }) => sum + value, 0);
  }

  private async identify(given: Credentials): Promise<Identified> {
    this.identified += 1;
    await this.knowing;
    return this.known(given);
  }

  private known({ authorization, apiKey }: Credentials): Promise<Identified> {
    if (this.isUsersDown) return Promise.reject(new UsersUnreachable('users is down'));
    const name = apiKey ?? authorization?.replace('Bearer ', '');
    if (name === undefined) return Promise.resolve(nobody);
    const issued = this.issued.get(name);
    if (!issued || issued.isKey !== (apiKey !== undefined))
      return Promise.reject(apiKey ? gatewayErrors.INVALID_API_KEY() : gatewayErrors.INVALID_TOKEN());
    const isExpired = issued.expiresAt !== null && issued.expiresAt <= this.clock.now();
    return isExpired ? Promise.reject(gatewayErrors.INVALID_TOKEN({ isExpired })) : Promise.resolve(issued);
  }
}
