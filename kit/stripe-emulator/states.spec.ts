import { after, type Transitions } from './engine/transitions';
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
