import { Till } from '../testing/till';

const till = new Till();
const { house } = till;

it('Erasure: nothing here or at the provider tells of somebody any more; what they paid, and the ledger, stay', async () => {
  const buyer = till.buyer();
  const canary = 'canary@erased.test';
  const paymentMethodId = await till.saveCard(buyer, 'pm_card_mastercard');
  const [first, second] = [(await till.course()).courseId, (await till.course()).courseId];
  const given = { receiptEmail: canary, place: { country: 'DE', vatId: 'DE136695976', isBusiness: true } };
  const bought = await till.order(buyer, [first], { ...given, payment: { paymentMethodId } });
  const open = await till.order(buyer, [second], given);
  await till.settle();
  const ledger = () => house.as().db.query(`SELECT account, sum(minor) AS sum FROM ledger_entry GROUP BY 1 ORDER BY 1`);
  const before = await ledger();
  const [customer] = (await till.stripe.customers.list()).data;

  await house.deliver('user.erased', { userId: buyer.id! });
  await till.settle();

  const tables = await house
    .as()
    .db.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'invoice'`,
    );
  for (const { name } of tables) {
    const rows = await house
      .as()
      .db.query<unknown[]>(`SELECT * FROM "${name}" AS found WHERE found::text LIKE ANY ($1)`, [
        [`%${canary}%`, '%mastercard%', '%DE136695976%'],
      ]);
    expect([name, ...rows]).toEqual([name]);
  }
  expect(await till.stripe.customers.retrieve(customer!.id)).toMatchObject({ deleted: true });
  expect(await till.see(buyer, bought.order.id)).toMatchObject({ state: 'PAID', payment: { state: 'SUCCEEDED' } });
  expect(await till.see(buyer, open.order.id)).toMatchObject({ state: 'CANCELLED' });
  expect(await ledger()).toEqual(before);
});
