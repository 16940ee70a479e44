import { after, type Transitions } from './engine/transitions';
import { invoiceTransitions } from './billing/invoice.states';
import { subscriptionTransitions } from './billing/subscription.states';
import { sessionTransitions } from './checkout/session.states';
import { disputeTransitions } from './payments/dispute.states';
import { intentTransitions } from './payments/payment-intent.states';
import { refundTransitions } from './payments/refund.states';
import { setupTransitions } from './payments/setup-intent.states';

/** Every edge, as Stripe's documentation draws it: `from step to`. */
const edges: readonly (readonly [string, Transitions<string, string>, readonly string[]])[] = [
  [
    'payment_intent',
    intentTransitions,
    [
      ...['requires_payment_method', 'requires_confirmation', 'requires_action'].flatMap((from) => [
        `${from} choose requires_confirmation`,
        `${from} ask requires_action`,
        `${from} decline requires_payment_method`,
        `${from} authorize requires_capture`,
        `${from} succeed succeeded`,
        `${from} cancel canceled`,
      ]),
      'requires_capture capture succeeded',
      'requires_capture cancel canceled',
    ],
  ],
  [
    'setup_intent',
    setupTransitions,
    ['requires_payment_method', 'requires_confirmation', 'requires_action'].flatMap((from) => [
      `${from} choose requires_confirmation`,
      `${from} ask requires_action`,
      `${from} decline requires_payment_method`,
      `${from} succeed succeeded`,
      `${from} cancel canceled`,
    ]),
  ],
  ['refund', refundTransitions, ['pending succeed succeeded', 'pending fail failed', 'succeeded fail failed']],
  [
    'dispute',
    disputeTransitions,
    [
      'warning_needs_response submit warning_under_review',
      'warning_needs_response win warning_closed',
      'warning_needs_response lose warning_closed',
      'warning_needs_response escalate needs_response',
      'warning_under_review win warning_closed',
      'warning_under_review lose warning_closed',
      'warning_under_review escalate needs_response',
      'needs_response submit under_review',
      'needs_response win won',
      'needs_response lose lost',
      'under_review win won',
      'under_review lose lost',
    ],
  ],
  [
    'invoice',
    invoiceTransitions,
    [
      'draft finalize open',
      'open pay paid',
      'open void void',
      'open forgo uncollectible',
      'uncollectible pay paid',
      'uncollectible void void',
    ],
  ],
  [
    'subscription',
    subscriptionTransitions,
    [
      'incomplete pay active',
      'incomplete expire incomplete_expired',
      'incomplete cancel canceled',
      'trialing try trialing',
      'trialing endTrial active',
      'trialing pause paused',
      'trialing fail past_due',
      'trialing cancel canceled',
      'active pay active',
      'active fail past_due',
      'active try trialing',
      'active cancel canceled',
      'past_due pay active',
      'past_due fail past_due',
      'past_due try trialing',
      'past_due giveUp unpaid',
      'past_due cancel canceled',
      'unpaid pay active',
      'unpaid cancel canceled',
      'paused resume active',
      'paused cancel canceled',
    ],
  ],
  ['checkout.session', sessionTransitions, ['open complete complete', 'open expire expired']],
];

it.each(edges)('%s goes the ways that are drawn, and no others', (_name, table, drawn) => {
  const states = Object.keys(table);
  const steps = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const found = states
    .flatMap((from) => steps.map((step) => [from, step, after(table, from, step)]))
    .filter(([, , to]) => to);
  expect(found.map((edge) => edge.join(' ')).toSorted()).toEqual([...drawn].toSorted());
  expect(states.every((from) => after(table, from, 'unheard of') === null)).toBe(true);
  expect(after(table, 'unheard of', 'cancel')).toBeNull();
});
