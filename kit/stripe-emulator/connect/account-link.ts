import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, url, word } from '../api/parameters';
import type { Resource } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Turn } from '../engine/turn';

const params = accepts<Stripe.AccountLinkCreateParams>()({
  account: word,
  collect: z.enum(['currently_due', 'eventually_due']).optional(),
  refresh_url: url,
  return_url: url,
  type: z.enum(['account_onboarding', 'account_update']),
});

/** Seconds for which a link is good. */
const LASTS = 300;

/** A link is told once and not kept as an object of the API. */
export const accountLinks: Resource = {
  object: 'account_link',
  expandable: {},
  operations: [
    {
      method: 'POST',
      path: '/account_links',
      params,
      answers: 'account_link',
      forBrowsers: false,
      run: (turn, given) => createLink(turn, given as z.infer<typeof params>),
    },
  ],
};

function createLink(turn: Turn, { account, return_url, refresh_url }: z.infer<typeof params>): Stripe.AccountLink {
  turn.require('account', account, 'account');
  const { id, expires_at } = turn.insert<'onboarding_link'>({
    id: newId('onb'),
    object: 'onboarding_link',
    account,
    expires_at: turn.now + LASTS,
    return_url,
    refresh_url,
    isUsed: false,
  });
  return {
    object: 'account_link',
    created: turn.now,
    expires_at,
    url: turn.engine.pageUrl(`/setup/e/${account}/${id}`),
  };
}
