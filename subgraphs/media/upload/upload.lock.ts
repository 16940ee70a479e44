import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/utils';
import { MongoServerError } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { defineCollection } from '../../../kit/documents/collection';
import type { Scope } from '../../../kit/scope/scope';

/** Who writes an upload at the moment, of all processes. */
interface HeldUpload {
  /** Of the upload. */
  readonly _id: string;
  readonly holder: string;
  /** Until when it is held, unless that is renewed: a process that ended renews nothing. */
  readonly until: Date;
  /** Whether another request waits: clients begin anew when the house does not know yet that their connection broke. */
  readonly isWanted: boolean;
}

export const heldUploads = defineCollection<HeldUpload>({ name: 'held_upload', indexes: [] });

/** Milliseconds. */
const times = { lease: 5_000, renewal: 1_000, retry: 100, patience: 30_000 };

/** One request at a time for each upload, whichever process it reaches; the last one to come goes on. */
export class UploadLocker implements Locker {
  constructor(private readonly house: () => Scope) {}

  newLock(id: string): Lock {
    return new UploadLock(this.house(), id);
  }
}

class UploadLock implements Lock {
  private readonly holder: string;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly scope: Scope,
    private readonly id: string,
  ) {
    this.holder = scope.ids.next();
  }

  /** @throws ERR_LOCK_TIMEOUT of tus */
  async lock(stop: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(times.patience)]);
    while (!(await this.take())) {
      await this.held.updateOne({ _id: this.id }, { $set: { isWanted: true } });
      await delay(times.retry, undefined, { signal }).catch(() => {
        throw ERRORS.ERR_LOCK_TIMEOUT;
      });
    }
    this.renewal = setInterval(() => void this.renew(requestRelease), times.renewal).unref();
  }

  async unlock(): Promise<void> {
    clearInterval(this.renewal);
    await this.held.deleteOne({ _id: this.id, holder: this.holder });
  }

  private async take(): Promise<boolean> {
    const free = { _id: this.id, until: { $lte: this.scope.clock.now() } };
    const taken = { holder: this.holder, until: this.leaseEnd, isWanted: false };
    try {
      await this.held.updateOne(free, { $set: taken }, { upsert: true });
      return true;
    } catch (error) {
      // It is there, and not free.
      if (error instanceof MongoServerError && error.code === 11_000) return false;
      throw error;
    }
  }

  /** A database that does not answer now may do so before the lease ends. */
  private async renew(requestRelease: RequestRelease): Promise<void> {
    const own = { _id: this.id, holder: this.holder };
    const found = await this.held
      .findOneAndUpdate(own, { $set: { until: this.leaseEnd } })
      .catch(() => ({ isWanted: false }));
    if (!found || found.isWanted) await requestRelease();
  }

  private get leaseEnd(): Date {
    return new Date(this.scope.clock.now().getTime() + times.lease);
  }

  private get held() {
    return this.scope.documents.of(heldUploads);
  }
}
