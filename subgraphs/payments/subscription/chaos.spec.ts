import type { Viewer } from '../../../kit/identity/viewer';
import { Club, type ShownSubscription } from '../testing/club';
import { Till } from '../testing/till';

const till = new Till();
const { house } = till;
const club = new Club(till);
/** More of them by LYCEUM_TEST_SEEDS. */
const seeds = Array.from({ length: Number(process.env['LYCEUM_TEST_SEEDS'] ?? 2) }, (_, index) => index + 1);

interface Told {
  readonly userId: string;
  readonly until: Date;
}

/** What the provider has of everything: the truth that we have to come to. */
async function truth() {
  const { data } = await till.stripe.subscriptions.list({ limit: 100, status: 'all' });
  const found = await Promise.all(
    data.map(async ({ id, status, metadata, items }) => {
      const { data: invoices } = await till.stripe.invoices.list({ subscription: id, status: 'paid', limit: 100 });
      const paid = invoices.map(({ amount_paid: minor }) => minor).filter((minor) => minor > 0);
      const end = items.data[0]!.current_period_end * 1000;
      return [metadata['lyceum_subscription']!, { status, paid: paid.toSorted(), end }] as const;
    }),
  );
  return new Map(found);
}

const statuses: Readonly<Record<string, string>> = { active: 'ACTIVE', past_due: 'PAST_DUE', canceled: 'CANCELLED' };

it.each(seeds)(
  'Provider webhooks, seed %i: doubled, shuffled, late and lost, they lead to one truth, one invoice and one entry for each payment',
  async (seed) => {
    const buyers = Array.from({ length: 4 }, () => till.buyer());
    const plans = [await club.plan(), await club.plan({ trialDays: 5 }), await club.plan(), await club.plan()];
    const cards = await Promise.all(buyers.map((buyer) => till.saveCard(buyer)));
    till.emulator.control.disturb({ seed, duplicate: 0.4, drop: 0.35, delay: 7_200, shuffle: 8 });
    const begun: [Viewer, ShownSubscription][] = [];
    for (const [index, buyer] of buyers.entries()) {
      const input = await club.input(plans[index]!, { paymentMethodId: cards[index]! });
      begun.push([buyer, (await club.mutate(buyer, 'subscribe', input)).subscription]);
    }
    await club.pass(6);
    const [, , [ending, { id: endingId }], [, { id: failingId }]] = begun as [
      [Viewer, ShownSubscription],
      [Viewer, ShownSubscription],
      [Viewer, ShownSubscription],
      [Viewer, ShownSubscription],
    ];
    await club.mutate(ending, 'cancelSubscription', { id: endingId });
    const all = await till.stripe.subscriptions.list({ limit: 100 });
    const failing = all.data.find(({ metadata }) => metadata['lyceum_subscription'] === failingId)!;
    const customer = failing.customer as string;
    const bad = await till.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await till.stripe.subscriptions.update(failing.id, { default_payment_method: bad.id });
    for (let step = 0; step < 5; step += 1) await club.pass(7);
    till.emulator.control.disturb(null);
    house.clock.advance({ hours: 3 });
    await club.settle();
    const known = await truth();
    for (const [buyer, { id }] of begun) {
      const { state, invoices, opensUntil } = (await club.see(buyer, id))!;
      const { status, paid } = known.get(id)!;
      expect([state, invoices.map(({ total }) => Number(total.minor)).toSorted()]).toEqual([statuses[status], paid]);
      const [told] = await house
        .as()
        .db.query<Told[]>(
          'SELECT user_id AS "userId", opened_until AS until FROM subscription_seat WHERE subscription_id = $1',
          [id],
        );
      expect([told!.userId, told!.until.toISOString()]).toEqual([buyer.id, opensUntil]);
    }
    expect((await club.see(ending, endingId))!.state).toBe('CANCELLED');
    const [sums] = await house.as().db.query<object[]>(SUMS);
    const paid = [...known.values()].flatMap((one) => one.paid);
    expect(sums).toEqual({
      rest: '0',
      clearing: String(paid.reduce((sum, minor) => sum + minor, 0)),
      entries: paid.length,
    });
    await till.emulator.control.settle();
  },
);

const SUMS = `
  SELECT sum(minor)::text AS rest, sum(minor) FILTER (WHERE account = 'provider:clearing')::text AS clearing,
         count(DISTINCT transaction_id)::int AS entries
    FROM ledger_entry JOIN ledger_transaction ON ledger_transaction.id = transaction_id WHERE cause_kind = 'SUBSCRIPTION'`;
