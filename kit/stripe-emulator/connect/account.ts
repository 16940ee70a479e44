import type Stripe from 'stripe';
import { z } from 'zod';
import { pageOf } from '../api/list';
import { accepts, flag, hash, metadata, nothing, text, url, withMetadata, word } from '../api/parameters';
import { act, create, inner, list, operation, remove, resource, retrieve, update } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import type { Turn } from '../engine/turn';
import { currencyOf } from './country';
import { invalidRequest } from '../api/errors';
import { newAccount, requirementsOf } from './new-account';
import { scheduleSweep } from './sweep';

export type Account = Kept<'account'>;

const capability = hash({ requested: flag });
const common = {
  business_profile: hash({
    mcc: word.optional(),
    name: text.optional(),
    product_description: text.optional(),
    support_email: text.optional(),
    url: url.optional(),
  }).optional(),
  business_type: z.enum(['company', 'government_entity', 'individual', 'non_profit']).optional(),
  capabilities: hash({ card_payments: capability.optional(), transfers: capability.optional() }).optional(),
  default_currency: word.optional(),
  email: text.optional(),
  metadata: metadata.optional(),
  settings: hash({ payouts: hash({ schedule: hash({ interval: z.enum(['daily', 'manual']) }) }) }).optional(),
};
const createParams = accepts<Stripe.AccountCreateParams>()({
  ...common,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Invalid country')
    .optional(),
  type: z.enum(['custom', 'express', 'standard']).optional(),
});
const updateParams = accepts<Stripe.AccountUpdateParams>()(common);

export const accounts = resource('account', {
  path: '/accounts',
  operations: [
    operation('GET', '/account', nothing, ownAccount),
    create(createParams, createAccount),
    list(),
    retrieve(),
    update(updateParams, updateAccount),
    remove(nothing, deleteAccount),
    act('login_links', nothing, logIn, { answers: 'login_link' }),
    inner(
      'external_accounts',
      nothing,
      (_turn, { id, external_accounts }) => pageOf(external_accounts?.data ?? [], `/accounts/${id}/external_accounts`),
      {
        answers: 'bank_account',
      },
    ),
  ],
});

export type AccountChange = z.infer<typeof updateParams>;

function createAccount(
  turn: Turn,
  { country = 'US', type = 'standard', ...given }: z.infer<typeof createParams>,
): Account {
  const account = turn.insert<'account'>(
    newAccount({ id: newId('acct', 16), created: turn.now, country, type, currency: currencyOf(country) }),
  );
  turn.change(account, changesOf(account, given));
  if (given.settings) scheduleSweep(turn.in(account.id), account);
  return account;
}

function updateAccount(turn: Turn, account: Account, given: AccountChange): Account {
  turn.change(account, changesOf(account, given));
  if (given.settings) scheduleSweep(turn.in(account.id), account);
  turn.in(account.id).emit('account.updated', account);
  return account;
}

function changesOf(account: Account, given: AccountChange): Partial<Account> {
  const { business_profile: profile, capabilities, metadata: pairs, settings, ...plain } = given;
  const asked = Object.entries(capabilities ?? {}).filter(([, capability]) => capability.requested);
  const isReady = account.details_submitted;
  const known = {
    ...account.capabilities,
    ...Object.fromEntries(asked.map(([name]) => [name, isReady ? 'active' : 'inactive'])),
  };
  return {
    ...plain,
    ...(profile && account.business_profile ? { business_profile: { ...account.business_profile, ...profile } } : {}),
    ...(settings && account.settings?.payouts
      ? {
          settings: {
            ...account.settings,
            payouts: {
              ...account.settings.payouts,
              schedule: { delay_days: 2, interval: settings.payouts.schedule.interval },
            },
          },
        }
      : {}),
    capabilities: known,
    metadata: withMetadata(account.metadata ?? {}, pairs),
    ...(isReady ? {} : { requirements: requirementsOf(false) }),
  };
}

/** The account of whoever asks. */
function ownAccount(turn: Turn): Account {
  const found = turn.in(PLATFORM).find('account', turn.account);
  if (found) return found;
  const platform = newAccount({ id: PLATFORM, created: turn.now, country: 'US', type: 'standard', currency: 'usd' });
  return {
    ...platform,
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    requirements: requirementsOf(true),
  };
}

function deleteAccount(turn: Turn, account: Account): Stripe.DeletedAccount {
  const total = turn
    .in(account.id)
    .all('balance_transaction')
    .all()
    .reduce((sum, { net }) => sum + net, 0);
  if (total !== 0) throw invalidRequest('You cannot delete an account that has a balance.');
  turn.remove(account);
  return { id: account.id, object: 'account', deleted: true };
}

function logIn(turn: Turn, { id, details_submitted }: Account): Stripe.LoginLink {
  if (!details_submitted)
    throw invalidRequest(`Cannot create a login link for an account that has not completed onboarding.`);
  return { object: 'login_link', created: turn.now, url: turn.engine.pageUrl(`/express/${id}`) };
}
