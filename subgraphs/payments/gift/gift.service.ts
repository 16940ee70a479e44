import { enqueue } from '../../../kit/jobs/job';
import { limit } from '../../../kit/throttle/limit';
import { throttleOf } from '../../../kit/throttle/throttle';
import type { Scope } from '../../../kit/scope/scope';
import { paymentsErrors } from '../payments.errors';
import { GiftCodes } from './gift.codes';
import { Gift } from './gift.entity';
import type { ResendGiftInput, RevealGiftCodePayload } from './gift.input';
import { sendGiftLetter } from './gift.jobs';
import { giftPolicy } from './gift.policy';
import { GiftState } from './gift.states';

/** Nobody's inbox is flooded by us. */
const lettersOfGift = limit('gift/letter', 5, 86_400);

/** What its buyer does with a gift that nobody has redeemed yet. */
export class GiftService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, GIFT_NOT_WAITING */
  reveal(id: string): Promise<RevealGiftCodePayload> {
    return this.scope.transaction(async (tx) => {
      const gift = await requireWaiting(tx, id);
      return { gift, code: await tx.get(GiftCodes).make(gift.id, 'SHOWN') };
    });
  }

  /** @throws NOT_FOUND, GIFT_NOT_WAITING, RATE_LIMITED */
  async resend({ id, email }: ResendGiftInput): Promise<Gift> {
    await this.scope.require(Gift, id, giftPolicy.give);
    await throttleOf(this.scope).demand([lettersOfGift, id]);
    return this.scope.transaction(async (tx) => {
      const gift = await requireWaiting(tx, id);
      if (email) gift.email = email;
      await enqueue(tx, sendGiftLetter, { giftId: gift.id });
      return tx.save(gift);
    });
  }
}

/** @throws NOT_FOUND, GIFT_NOT_WAITING */
async function requireWaiting(tx: Scope, id: string): Promise<Gift> {
  const gift = await tx.require(Gift, id, giftPolicy.give);
  if (gift.state !== GiftState.ISSUED) throw paymentsErrors.GIFT_NOT_WAITING({ state: gift.state });
  return gift;
}
