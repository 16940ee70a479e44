import { writeLetter } from '../../../kit/mail/letter';
import type { Mail } from '../../../kit/mail/mailer';
import { formatMoney } from '../../../kit/money/money';
import { dayOf } from '../../../kit/scope/clock';
import { SubscriptionEnding, type PlanSubscription } from './subscription.entity';

export interface AboutSubscription {
  readonly to: string;
  readonly subscription: PlanSubscription;
  /** Of the plan. */
  readonly title: string;
  /** What a period costs, tax included. */
  readonly minor: bigint;
  readonly currency: string;
}

const amountOf = ({ minor, currency }: AboutSubscription): string => formatMoney({ minor, currency }, 'en');
const day = (moment: Date | null): string => (moment === null ? 'soon' : `on ${dayOf(moment)}`);

/** From then on it costs something. */
export function trialEndsLetter(about: AboutSubscription): Mail {
  const { to, subscription, title } = about;
  return letter(to, 'Your trial ends soon', [
    `Your trial of “${title}” ends ${day(subscription.trialEndsAt)}. From then on it costs ${amountOf(about)}.`,
    'If you do not want to go on, cancel it before.',
  ]);
}

/** A year is charged again. */
export function renewalLetter(about: AboutSubscription): Mail {
  const { to, subscription, title } = about;
  return letter(to, 'Your subscription renews soon', [
    `“${title}” renews ${day(subscription.periodEndsAt)} for another year, for ${amountOf(about)}.`,
    'If you do not want to go on, cancel it before.',
  ]);
}

/** A renewal could not be charged. */
export function unpaidLetter(about: AboutSubscription): Mail {
  const { to, subscription, title } = about;
  return letter(to, 'Your payment failed', [
    `We could not charge ${amountOf(about)} for “${title}”.`,
    `Use another card: your access ends ${day(subscription.graceEndsAt)} if nobody has paid by then.`,
  ]);
}

const endings: Readonly<Record<SubscriptionEnding, string>> = {
  REQUESTED: 'As you wanted, it is not renewed.',
  UNPAID: 'It could not be charged.',
  STAFF: 'The seller ended it.',
  ERASED: 'Your account was deleted.',
  DISPUTED: 'Your bank took a payment for it back.',
};

/** It is over. */
export function endedLetter({ to, subscription, title }: AboutSubscription): Mail {
  const { ending, note, endedAt } = subscription;
  return letter(to, 'Your subscription has ended', [
    `“${title}” ended ${day(endedAt)}. ${endings[ending ?? SubscriptionEnding.REQUESTED]}`,
    ...(note === null ? [] : [note]),
    'What you have learnt stays yours: subscribe again, and you go on where you were.',
  ]);
}

function letter(to: string, subject: string, lines: string[]): Mail {
  return writeLetter({ to, subject, greeting: 'Hello,', lines });
}
