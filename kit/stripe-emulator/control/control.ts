import type { Fault, Faults } from '../api/faults';
import type { LoggedRequest } from '../api/server';
import { failPayout } from '../connect/make-payout';
import { onboard, restrict } from '../connect/onboard';
import type { Engine } from '../engine/engine';
import type { Delivery, StoredEvent } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import type { Turn } from '../engine/turn';
import { finishAuthentication } from '../payments/confirm';
import { finishSetup } from '../payments/set-up';
import { closeDispute, openDispute, type DisputeReason } from '../payments/open-dispute';
import type { Chaos } from '../webhooks/chaos';
import type { Letter } from '../webhooks/courier';

interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** What no integration can do, and tests need: time, webhooks that go astray, requests that fail. */
export class Control {
  private readonly log: LoggedRequest[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly faults: Faults,
  ) {}

  /** Moves the emulator's time on, beside what its clock does: what becomes due happens, in its order. */
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): void {
    this.engine.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
  }

  /** Everything due has happened and every webhook that is due was sent, and answered. */
  settle(): Promise<void> {
    return this.engine.settle();
  }

  /** From now on webhooks are duplicated, dropped, delayed or shuffled; null: no more. */
  disturb(chaos: Chaos | null): void {
    this.engine.courier.outbox.disturb(chaos);
  }

  /** Keeps webhooks back until `release`. */
  hold(): void {
    this.engine.courier.outbox.hold();
  }

  /** Sends what was kept back: these events first, in this order. */
  async release(order: readonly string[] = []): Promise<void> {
    this.engine.courier.outbox.release(order);
    await this.engine.settle();
  }

  /** Sends the webhooks of an event once more, also those that were dropped. */
  async redeliver(eventId: string): Promise<void> {
    this.engine.courier.redeliver(eventId);
    await this.engine.settle();
  }

  /** Oldest first. */
  deliveries(): readonly Delivery[] {
    return this.engine.courier.deliveries.all();
  }

  /** Oldest first. */
  events(type?: string): readonly StoredEvent[] {
    const all = this.engine.store.of(PLATFORM, 'event').all();
    return type === undefined ? all : all.filter((event) => event.type === type);
  }

  /** The webhook of an event as it would be sent now, signed for the first endpoint: for tests that hand it over themselves. */
  letter(eventId: string): Letter {
    const event = this.engine.store.of(PLATFORM, 'event').get(eventId);
    const [endpoint] = this.engine.store.of(PLATFORM, 'webhook_endpoint').first(1);
    if (!event || !endpoint) throw new Error(`There is no event ${eventId}, or no endpoint for it.`);
    return this.engine.courier.letterFor(event, endpoint);
  }

  /** The next requests that fit go wrong. */
  fail(fault: Fault): void {
    this.faults.add(fault);
  }

  /** The person passes 3-D Secure, or does not, without a browser. */
  authenticate(intentId: string, isAuthentic = true): void {
    this.act((turn) => {
      const intent = turn.find('payment_intent', intentId);
      if (intent) finishAuthentication(turn, intent, isAuthentic);
      else finishSetup(turn, turn.require('setup_intent', intentId), isAuthentic);
    });
  }

  /** The owner of the card disputes a charge. @returns the dispute's id */
  dispute(chargeId: string, reason: DisputeReason = 'fraudulent'): string {
    return this.act((turn) => openDispute(turn, turn.require('charge', chargeId), reason).id);
  }

  /** The owner of a connected account says who they are, without a browser. */
  onboard(accountId: string): void {
    this.act((turn) =>
      onboard(turn, turn.require('account', accountId), { name: 'Ada', iban: 'AT611904300234573201' }),
    );
  }

  /** The provider holds a connected account up, and wants to know more. */
  restrict(accountId: string): void {
    this.act((turn) => restrict(turn, turn.require('account', accountId)));
  }

  /** The bank sends a payout back; of the platform, unless told whose. */
  failPayout(payoutId: string, accountId: string = PLATFORM): void {
    this.act((turn) => failPayout(turn.in(accountId), turn.in(accountId).require('payout', payoutId)));
  }

  /** The bank decides a dispute. */
  decide(disputeId: string, outcome: 'win' | 'lose'): void {
    this.act((turn) => closeDispute(turn, turn.require('dispute', disputeId), outcome));
  }

  /** The latest requests to the API, oldest first. */
  requests(): readonly LoggedRequest[] {
    return this.log;
  }

  note(request: LoggedRequest): void {
    this.log.push(request);
    if (this.log.length > 2_000) this.log.splice(0, 1_000);
  }

  private act<T>(work: (turn: Turn) => T): T {
    return this.engine.run(PLATFORM, { id: null, idempotency_key: null }, work);
  }
}
