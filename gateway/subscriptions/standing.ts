import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '../../kit/errors/errors';
import type { Clock } from '../../kit/scope/clock';
import type { Access } from './access';
import { subscriptionErrors } from './subscriptions.errors';
import type { Timers } from '../../kit/scope/timers';
import type { ViewerChanges } from './viewer-changes';

interface StandingOptions {
  readonly access: Access;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly changes: Pick<ViewerChanges, 'areUnknownTo'>;
  /** What runs may run no longer. */
  readonly onLoss: (error: CodedError) => void;
}

/** On whose behalf a connection speaks right now, and what it lost of that. */
export class Standing {
  private current: Access;
  private lost: CodedError | null = null;
  private isClosed = false;
  private cancelExpiry = (): void => undefined;

  constructor(private readonly options: StandingOptions) {
    this.current = options.access;
    this.watchExpiry();
  }

  get access(): Access {
    return this.current;
  }

  /** Why nothing may run, or null. Asked for each event: timers may be late. */
  refusal(): CodedError | null {
    if (!this.lost && this.isExpired && !this.current.renew) this.lose(subscriptionErrors.TOKEN_EXPIRED());
    return this.lost;
  }

  /**
   * Goes on with newer credentials of the same user; false for another one. What ran for a viewer who could do something
   * else is lost with VIEWER_CHANGED.
   */
  refresh(access: Access): boolean {
    const before = this.current.viewer.claims;
    const { claims } = access.viewer;
    if (this.isClosed || claims.kind !== before.kind || claims.id !== before.id) return false;
    this.current = access;
    this.lost = null;
    this.watchExpiry();
    if (!isDeepStrictEqual(claims, before)) this.options.onLoss(subscriptionErrors.VIEWER_CHANGED());
    return true;
  }

  /** Something has changed for this viewer. Credentials that need nothing from the client are looked at again first. */
  hear(): void {
    if (this.current.renew) this.renew(subscriptionErrors.VIEWER_CHANGED());
    else if (this.options.changes.areUnknownTo(this.current)) this.lose(subscriptionErrors.VIEWER_CHANGED());
  }

  close(): void {
    this.isClosed = true;
    this.cancelExpiry();
  }

  private get isExpired(): boolean {
    const { expiresAt } = this.current;
    return expiresAt !== null && expiresAt <= this.options.clock.now();
  }

  private watchExpiry(): void {
    this.cancelExpiry();
    const { expiresAt, renew } = this.current;
    if (expiresAt === null) return;
    const wait = expiresAt.getTime() - this.options.clock.now().getTime();
    const expired = subscriptionErrors.TOKEN_EXPIRED();
    this.cancelExpiry = this.options.timers.after(wait, () => (renew ? this.renew(expired) : this.lose(expired)));
  }

  private renew(otherwise: CodedError): void {
    this.current.renew?.().then(
      (access) => void this.refresh(access),
      () => this.lose(otherwise),
    );
  }

  private lose(error: CodedError): void {
    if (this.isClosed) return;
    this.cancelExpiry();
    this.lost = error;
    this.options.onLoss(error);
  }
}
