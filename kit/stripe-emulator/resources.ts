import type { Resource } from './api/resource';
import { coupons } from './billing/coupon';
import { creditNotes } from './billing/credit-note';
import { discounts } from './billing/discount';
import { invoiceLines, invoicePayments, invoices } from './billing/invoice';
import { invoiceItems } from './billing/invoice-item';
import { portalConfigurations, portalSessions } from './billing/portal';
import { promotionCodes } from './billing/promotion-code';
import { subscriptionItems, subscriptions } from './billing/subscription';
import { taxRates } from './billing/tax-rate';
import { testClocks } from './billing/test-clock';
import { prices } from './catalog/price';
import { products } from './catalog/product';
import { lineItems } from './checkout/session-plan';
import { checkoutSessions } from './checkout/session';
import { accounts } from './connect/account';
import { accountLinks } from './connect/account-link';
import { payouts } from './connect/payout';
import { transferReversals, transfers } from './connect/transfer';
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
  coupons,
  promotionCodes,
  discounts,
  taxRates,
  subscriptions,
  subscriptionItems,
  invoices,
  invoiceLines,
  invoicePayments,
  invoiceItems,
  creditNotes,
  portalConfigurations,
  portalSessions,
  testClocks,
  balance,
  balanceTransactions,
  accounts,
  accountLinks,
  transfers,
  transferReversals,
  payouts,
  events,
  webhookEndpoints,
];
