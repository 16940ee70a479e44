import { defineJob } from '../../../kit/jobs/job';
import { sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { GiftCodes } from './gift.codes';
import { Gift } from './gift.entity';
import { giftLetter, giftPaidLetter } from './gift.letters';
import { GiftLines } from './gift.lines';
import { GiftState } from './gift.states';

/** Letters are written when they are sent: the queue never holds a code, and a retry makes a new one. */
export const sendGiftLetter = defineJob<{ giftId: string }>('send_gift_letter', async (scope, { giftId }) => {
  const found = await waiting(scope, giftId);
  if (!found) return;
  const { gift, to, lines } = found;
  const code = await scope.get(GiftCodes).make(gift.id, 'MAILED');
  const { message } = gift;
  await scope.mailer.send(
    giftLetter({ to, titles: titlesOf(lines) }, { message, code, publicUrl: scope.config.PUBLIC_URL }),
  );
});

export const sendGiftPaidLetter = defineJob<{ giftId: string }>('send_gift_paid_letter', async (scope, { giftId }) => {
  const found = await waiting(scope, giftId);
  const order = found && (await scope.db.findOneBy(Order, { id: found.gift.orderId }));
  if (!found || !order?.receiptEmail) return;
  const { to: email, lines } = found;
  const minor = sum(lines.map(({ grossMinor }) => grossMinor));
  const about = { email, minor, currency: order.currency, orderId: order.id };
  await scope.mailer.send(giftPaidLetter({ to: order.receiptEmail, titles: titlesOf(lines) }, about));
});

export const giftJobs = [sendGiftLetter, sendGiftPaidLetter];

const titlesOf = (lines: readonly OrderLine[]): string[] => lines.map(({ title }) => title);

/** What was redeemed, revoked or forgotten in the meantime needs no letter. */
async function waiting(scope: Scope, id: string): Promise<{ gift: Gift; to: string; lines: OrderLine[] } | null> {
  const gift = await scope.db.findOneBy(Gift, { id, state: GiftState.ISSUED });
  if (!gift?.email) return null;
  return { gift, to: gift.email, lines: await scope.get(GiftLines).of(gift) };
}
