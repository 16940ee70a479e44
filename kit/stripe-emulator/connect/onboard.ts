import type Stripe from 'stripe';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { requirementsOf } from './new-account';

type Account = Kept<'account'>;

export interface Owner {
  readonly name: string;
  /** Of the bank account that payouts go to. */
  readonly iban: string;
}

/** The owner of an account has said who they are: it can be paid from now on. */
export function onboard(turn: Turn, account: Account, { name, iban }: Owner): void {
  const { capabilities = {}, id } = account;
  const there = turn.in(id);
  turn.change(account, {
    details_submitted: true,
    charges_enabled: 'card_payments' in capabilities,
    payouts_enabled: true,
    capabilities: Object.fromEntries(Object.keys(capabilities).map((capability) => [capability, 'active'])),
    requirements: requirementsOf(true),
    external_accounts: {
      object: 'list',
      data: [bankOf(account, name, iban)],
      has_more: false,
      url: `/v1/accounts/${id}/external_accounts`,
    },
  });
  there.emit('account.external_account.created', account.external_accounts?.data[0] ?? {});
  for (const capability of Object.keys(capabilities))
    there.emit('capability.updated', { object: 'capability', id: capability, account: id, status: 'active' });
  there.emit('account.updated', account);
}

/** The provider wants to know more, and holds the account up meanwhile. */
export function restrict(turn: Turn, account: Account): void {
  const { capabilities = {} } = account;
  turn.change(account, {
    charges_enabled: false,
    payouts_enabled: false,
    capabilities: Object.fromEntries(Object.keys(capabilities).map((capability) => [capability, 'inactive'])),
    requirements: {
      ...requirementsOf(true),
      currently_due: ['individual.verification.document'],
      disabled_reason: 'requirements.past_due',
    },
  });
  turn.in(account.id).emit('account.updated', account);
}

function bankOf({ country = 'US', default_currency = 'usd' }: Account, name: string, iban: string): Stripe.BankAccount {
  return {
    id: newId('ba'),
    object: 'bank_account',
    account_holder_name: name,
    account_holder_type: 'individual',
    account_type: null,
    bank_name: 'STRIPE TEST BANK',
    country,
    currency: default_currency,
    default_for_currency: true,
    fingerprint: newId('b', 16).slice(2),
    last4: iban.slice(-4),
    metadata: {},
    routing_number: null,
    status: 'new',
  };
}
