import type { Resource } from './api/resource';
import { prices } from './catalog/price';
import { products } from './catalog/product';
import { lineItems } from './checkout/line-items';
import { checkoutSessions } from './checkout/session';
import { customers } from './customers/customer';
import { paymentMethods } from './customers/payment-method';
import { balance } from './payments/balance';
import { balanceTransactions } from './payments/balance-transaction';
import { charges } from './payments/charge';
import { disputes } from './payments/dispute';
import { paymentIntents } from './payments/payment-intent';
import { refunds } from './payments/refund';
import { setupIntents } from './payments/setup-intent';
import { events } from './webhooks/event';
import { webhookEndpoints } from './webhooks/webhook-endpoint';

/** Everything that the emulator knows of Stripe's API. */
export const resources: readonly Resource[] = [
  customers,
  paymentMethods,
  setupIntents,
  paymentIntents,
  charges,
  refunds,
  disputes,
  products,
  prices,
  checkoutSessions,
  lineItems,
  balance,
  balanceTransactions,
  events,
  webhookEndpoints,
];
