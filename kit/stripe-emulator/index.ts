/**
 * A Stripe of one's own: a small server that answers the official SDK as Stripe does, with state, test cards, pages and
 * signed webhooks, and takes no money.
 *
 * ```ts
 * const emulator = await StripeEmulator.open({
 *   clock: house.clock,
 *   webhooks: ['http://127.0.0.1:4000/payments/webhooks/stripe'],
 * });
 * const stripe = new Stripe(emulator.secretKey, emulator.sdk);
 * const intent = await stripe.paymentIntents.create({ amount: 1299, currency: 'eur', confirm: true, payment_method: 'pm_card_visa',
 *   return_url: 'http://localhost:4000/' });
 * await emulator.control.settle();              // everything due has happened, every webhook was sent and answered
 * await emulator.close();
 * ```
 *
 * `emulator.settings` are the product's STRIPE_… settings for it: `testHouse(databaseUrl, { ...emulator.settings })`.
 *
 * `pm_card_<name>` and `tok_<name>` stand for the test cards of `cards/test-cards.ts`. Card numbers are taken from browsers
 * alone: from the pages, or with the publishable key.
 *
 * `folder` (an option) is where everything is kept from one start to the next.
 * `deliver` (an option) takes webhooks by hand instead of by HTTP: it gets `{ url, headers, body }` and returns the status.
 *
 * `control` does what only tests and time do; the same by HTTP, `POST /_control/<name>` with JSON and the secret key:
 *
 * | call                                    | what it does                                                           |
 * | --------------------------------------- | ---------------------------------------------------------------------- |
 * | `advance({ days: 3 })`                  | moves the emulator's time on, beside its clock                          |
 * | `settle()`                              | lets what is due happen, sends what is to be sent                       |
 * | `disturb({ seed, duplicate, drop, delay, shuffle })`, `disturb(null)` | webhooks go astray, the same way for the same seed |
 * | `hold()`, `release(eventIds?)`          | keeps webhooks back; sends them, in this order                          |
 * | `redeliver(eventId)`                    | sends an event once more, also one that was dropped                     |
 * | `deliveries()`, `events(type?)`, `requests()` | what happened so far                                             |
 * | `letter(eventId)`                       | a webhook's URL, headers and body, to send it oneself                   |
 * | `fail({ method, path, how })`           | requests fail before or after they have done their work, or are slow   |
 * | `authenticate(intentId, isAuthentic?)`  | the person passes, or fails, 3-D Secure without a browser              |
 * | `onboard(accountId)`, `restrict(accountId)` | a connected account can be paid, or cannot any more           |
 * | `failPayout(id, accountId?)`            | the bank sends a payout back                                            |
 * | `dispute(chargeId)`, `decide(id, 'win')` | the owner of a card disputes a charge; the bank decides                |
 */
export { StripeEmulator, type StripeEmulatorOptions, type Webhook } from './emulator';
export type { Control } from './control/control';
export type { Chaos } from './webhooks/chaos';
export type { Deliver, Letter } from './webhooks/courier';
export type { Delivery, StoredEvent } from './engine/objects';
export { API_VERSION } from './api/version';
