import { writeLetter } from '../../../kit/mail/letter';
import type { Mail } from '../../../kit/mail/mailer';
import { formatMoney } from '../../../kit/money/money';

interface Given {
  readonly to: string;
  /** Titles of the courses. */
  readonly titles: readonly string[];
}

/** To whom it is for: what it is, what the buyer wrote, and the code. */
export function giftLetter({ to, titles }: Given, gift: { message: string; code: string; publicUrl: string }): Mail {
  const url = new URL('/redeem', gift.publicUrl);
  url.searchParams.set('code', gift.code);
  return writeLetter({
    to,
    subject: 'Somebody gave you a course',
    greeting: 'Hello,',
    lines: [
      titles.length === 1 ? `Somebody bought you “${titles[0]}”.` : 'Somebody bought you these courses:',
      ...(titles.length === 1 ? [] : titles.map((title) => `“${title}”`)),
      ...(gift.message ? [`They wrote: ${gift.message}`] : []),
      'Log in, or register, and redeem the code below. It works once.',
    ],
    action: { url: url.toString(), label: 'Redeem my gift', token: gift.code },
  });
}

/** To the buyer: that it is on its way. */
export function giftPaidLetter(
  { to, titles }: Given,
  gift: { email: string; minor: bigint; currency: string; orderId: string },
): Mail {
  return writeLetter({
    to,
    subject: 'Your gift is on its way',
    greeting: 'Thank you!',
    lines: [
      ...titles.map((title) => `“${title}”`),
      `For ${gift.email}, who has the code by e-mail. You can have it shown in your order, too.`,
      `Paid: ${formatMoney({ minor: gift.minor, currency: gift.currency }, 'en')}. Until it is redeemed it can be given back.`,
      `Order ${gift.orderId}.`,
    ],
  });
}
