import { defineCron } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';
import { ProviderRefusal } from '../provider/provider-refusal';
import { PayoutAccounts } from './payout-accounts';

/** Accounts in one hour. */
const most = 200;

/** Whoever did not come back from the provider's page is looked for, and whoever can be paid is looked after, once a day. */
export const lookAtPayoutAccounts = defineCron('look_at_payout_accounts', '29 * * * *', async (scope) => {
  if (scope.config.STRIPE_SECRET_KEY === undefined) return;
  const now = scope.clock.now();
  const due = await scope.db.query<{ accountId: string }[]>(DUE, [daysBefore(now, 60), daysBefore(now, 1), most]);
  for (const { accountId } of due)
    await scope
      .get(PayoutAccounts)
      .look(accountId)
      .catch((error: unknown) => {
        if (!(error instanceof ProviderRefusal)) throw error;
        scope.log.warn({ accountId, code: error.code }, 'an account of somebody whom we pay cannot be looked at');
      });
});

const DUE = `
  SELECT account_id AS "accountId" FROM payout_account
   WHERE (NOT takes_transfers AND created_at > $1) OR looked_at < $2
   ORDER BY looked_at LIMIT $3`;
