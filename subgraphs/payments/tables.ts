import { RequestKey } from '../../kit/requests/request-key.entity';
import { AffiliateLink } from './affiliate/affiliate-link.entity';
import { AffiliateProgram } from './affiliate/affiliate-program.entity';
import { Bundle } from './bundle/bundle.entity';
import { Campaign } from './campaign/campaign.entity';
import { Cart, CartItem } from './cart/cart.entity';
import { Coupon } from './coupon/coupon.entity';
import { Dispute } from './dispute/dispute.entity';
import { KnownCourse } from './course/known-course.entity';
import { Gift } from './gift/gift.entity';
import { BillingDetails } from './invoice/billing-details.entity';
import { CreditNote } from './invoice/credit-note.entity';
import { Invoice } from './invoice/invoice.entity';
import { LedgerAccount } from './ledger/ledger-account.entity';
import { LedgerEntry } from './ledger/ledger-entry.entity';
import { LedgerTransaction } from './ledger/ledger-transaction.entity';
import { PaymentMethod } from './method/payment-method.entity';
import { ProviderCustomer } from './method/provider-customer.entity';
import { OrderLine } from './order/order-line.entity';
import { Order } from './order/order.entity';
import { Payment } from './payment/payment.entity';
import { Plan } from './plan/plan.entity';
import { PlanPrice } from './plan/plan-price.entity';
import { PayoutAccount } from './payout/payout-account.entity';
import { PayoutRun } from './payout/payout-run.entity';
import { Payout } from './payout/payout.entity';
import { ReconciliationDifference } from './reconciliation/difference.entity';
import { Reconciliation } from './reconciliation/reconciliation.entity';
import { Refund, RefundLine } from './refund/refund.entity';
import { PlanSubscription } from './subscription/subscription.entity';
import { SubscriptionCharge } from './subscription/subscription-charge.entity';
import { SubscriptionSeat } from './subscription/subscription-seat.entity';
import { TaxRate } from './tax/tax-rate.entity';
import { StoredProviderEvent } from './webhook/provider-event.entity';

/** What this subgraph keeps. */
export const entities = [
  KnownCourse,
  Order,
  OrderLine,
  Payment,
  ProviderCustomer,
  PaymentMethod,
  Refund,
  RefundLine,
  Dispute,
  StoredProviderEvent,
  TaxRate,
  LedgerEntry,
  LedgerTransaction,
  LedgerAccount,
  RequestKey,
  Coupon,
  Campaign,
  Bundle,
  Invoice,
  CreditNote,
  BillingDetails,
  Cart,
  CartItem,
  Gift,
  AffiliateProgram,
  AffiliateLink,
  Payout,
  PayoutRun,
  PayoutAccount,
  Reconciliation,
  ReconciliationDifference,
  Plan,
  PlanPrice,
  PlanSubscription,
  SubscriptionSeat,
  SubscriptionCharge,
];

/** Nobody who is nobody sees anything of what somebody bought. */
export const unseenTables = [
  'customer_order',
  'order_line',
  'payment',
  'holding',
  'provider_customer',
  'payment_method',
  'refund',
  'refund_line',
  'provider_event',
  'tax_rate',
  'ledger_transaction',
  'ledger_entry',
  'ledger_account',
  'ledger_checkpoint',
  'ledger_proof',
  'invoice',
  'invoice_counter',
  'credit_note',
  'billing_details',
  'payout',
  'payout_run',
  'payout_account',
  'provider_movement',
  'reconciliation',
  'reconciliation_difference',
  'request_key',
  'coupon_redemption',
  'cart',
  'cart_line',
  'cart_coupon',
  'gift',
  'gift_line',
  'gift_code',
  'affiliate_link',
  'affiliate_click',
  'curriculum',
  'completed_lesson',
  'dispute',
  'subscription',
  'subscription_seat',
  'subscription_charge',
  'plan_trial',
  'provider_tax_rate',
];
