import { defineCollection } from '../../../kit/documents/collection';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';

interface Count {
  /** `<share>/<what>/<window>`. */
  readonly _id: string;
  readonly count: number;
  readonly expiresAt: Date;
}

export const shareCounts = defineCollection<Count>({ name: 'share_count', indexes: [{ keys: { expiresAt: 1 } }] });

interface Limit {
  readonly name: string;
  readonly times: number;
  /** Seconds. */
  readonly window: number;
}

/** Guesses of one link's password, whoever makes them: 960 in a day. */
export const guesses: Limit = { name: 'guess', times: 10, window: 15 * 60 };
/** Downloads by one share: more than people make, few enough for the log. */
export const downloads: Limit = { name: 'download', times: 1_000, window: 60 * 60 };

/** Counts in the database: a guess counts whichever process hears it, and before its password is looked at. */
export class ShareCounter {
  constructor(private readonly scope: Scope) {}

  /** @throws RATE_LIMITED */
  async take(shareId: string, { name, times, window }: Limit): Promise<void> {
    const { _id, expiresAt, left } = this.windowOf(shareId, name, window);
    const counted = await this.scope.documents
      .of(shareCounts)
      .findOneAndUpdate({ _id }, { $inc: { count: 1 }, $setOnInsert: { expiresAt } }, { upsert: true });
    if (counted!.count > times) throw kitErrors.RATE_LIMITED({ retryAfter: left });
  }

  /** It was no guess. */
  async giveBack(shareId: string, { name, window }: Limit): Promise<void> {
    const { _id } = this.windowOf(shareId, name, window);
    await this.scope.documents.of(shareCounts).updateOne({ _id }, { $inc: { count: -1 } });
  }

  private windowOf(shareId: string, name: string, window: number) {
    const now = Math.floor(this.scope.clock.now().getTime() / 1_000);
    const number = Math.floor(now / window);
    const end = (number + 1) * window;
    return { _id: `${shareId}/${name}/${number}`, expiresAt: new Date(end * 1_000), left: end - now };
  }
}
