import { formatMoney } from '../../../kit/money/money';
import { writeLetter } from '../../../kit/mail/letter';
import type { Mail } from '../../../kit/mail/mailer';
import type { LineRefusal, OrderLine } from '../order/order-line.entity';
import { OrderLineState } from '../order/order-line.states';

interface About {
  readonly to: string;
  readonly orderId: string;
  readonly currency: string;
}

/** A letter about money that goes back. */
export interface AboutRefund {
  readonly to: string;
  readonly currency: string;
  readonly minor: bigint;
  /** What was refunded, and why. */
  readonly why: readonly string[];
  /** Of what, as the last line: `Order …`. */
  readonly reference: string;
}

type Line = Pick<OrderLine, 'title' | 'grossMinor' | 'state' | 'refusal'>;

const refusals: Readonly<Record<LineRefusal, string>> = {
  COURSE_WITHDRAWN: 'the course is not offered any more',
  COURSE_FULL: 'the last seat went to somebody else',
  ALREADY_OWNED: 'you had the course already',
};

/** What was bought and handed over. */
export function receiptLetter(
  { to, orderId, currency }: About,
  { lines, totalMinor, taxMinor }: { lines: readonly Line[]; totalMinor: bigint; taxMinor: bigint },
): Mail {
  const amount = (minor: bigint): string => formatMoney({ minor, currency }, 'en');
  const got = lines.filter(({ state }) => state === OrderLineState.FULFILLED);
  return writeLetter({
    to,
    subject: 'Your receipt',
    greeting: 'Thank you!',
    lines: [
      ...got.map(({ title, grossMinor }) => `${title}: ${amount(grossMinor)}`),
      `Total: ${amount(totalMinor)}, of which tax ${amount(taxMinor)}.`,
      `Order ${orderId}. Your courses wait for you.`,
    ],
  });
}

/** What was refunded of an order, and why. */
export function whyRefunded(lines: readonly Line[]): string[] {
  if (lines.length === 0) return ['A payment came for an order that did not wait for it any more.'];
  return lines.map(({ title, refusal }) =>
    refusal ? `You could not get “${title}”: ${refusals[refusal]}.` : `“${title}” was refunded.`,
  );
}

/** Money went back, and why. */
export function refundLetter({ to, currency, minor, why, reference }: AboutRefund): Mail {
  const money =
    minor > 0n
      ? `${formatMoney({ minor, currency }, 'en')} went back to where it came from. Banks take up to ten days to show it.`
      : 'It had cost you nothing.';
  return writeLetter({
    to,
    subject: 'Your refund',
    greeting: 'Hello,',
    lines: [...why, money, reference],
  });
}

/** The last attempt to pay was declined, while the buyer did not look or before their time was up. */
export function failureLetter({ to, orderId }: About, { message, isOpen }: { message: string; isOpen: boolean }): Mail {
  const rest = isOpen
    ? `Order ${orderId} waits for another way to pay, for a while.`
    : `Order ${orderId} was given up. You paid nothing, and may order anew.`;
  return writeLetter({ to, subject: 'Your payment failed', greeting: 'Hello,', lines: [message, rest] });
}

/** A refund did not reach the buyer. */
export function refundFailureLetter({ to, currency, minor, reference }: AboutRefund): Mail {
  return writeLetter({
    to,
    subject: 'Your refund is delayed',
    greeting: 'Hello,',
    lines: [
      `Your bank did not take ${formatMoney({ minor, currency }, 'en')} that we sent back to you.`,
      'You need not do anything: somebody looks after it, and writes to you if we need something from you.',
      reference,
    ],
  });
}
