import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { taxRateFactory } from './tax-rate.factory';
import { TaxService } from './tax.service';

const house = subgraphTest(payments);
const admin = administrator(randomUUID());
const manager = person(randomUUID(), { grants: [grant('treasurer', ['payments.manage'])] });
const auditor = person(randomUUID(), { grants: [grant('auditor', ['payments.read'])] });
const elsewhere = person(randomUUID(), {
  organisations: [randomUUID()],
  grants: [grant('treasurer', ['payments.manage'], { organisationId: randomUUID() })],
});

const SET = `mutation ($input: SetTaxRateInput!) { setTaxRate(input: $input) { taxRate { id percent effectiveUntil version } } }`;
const END = `mutation ($input: EndTaxRateInput!) { endTaxRate(input: $input) { taxRate { id effectiveUntil } } }`;
const LIST = '{ taxRates { nodes { jurisdiction percent } } }';
const british = { country: 'CA', region: 'BC', isBusiness: false };
const rateIn = (place: { country: string; region?: string }, at = house.clock.now()) =>
  house
    .as()
    .get(TaxService)
    .ruleFor({ isBusiness: false, ...place }, at);

beforeEach(() => house.as().db.query('DELETE FROM tax_rate'));

it('Tax: what staff have set for a place counts before the table, from its moment to its end', async () => {
  const [from, until] = [new Date('2026-03-02T09:00:00Z'), new Date('2026-04-01T00:00:00Z')];
  await house.make(taxRateFactory, [
    { effectiveFrom: from, effectiveUntil: until },
    { jurisdiction: 'CA', percent: '6', isInclusive: true, effectiveFrom: from },
  ]);
  const before = new Date(from.getTime() - 1);
  expect(await rateIn(british, before)).toMatchObject({ jurisdiction: 'CA', rate: '5', isInclusive: false });
  expect(await rateIn(british, from)).toMatchObject({ jurisdiction: 'CA-BC', rate: '12', isInclusive: false });
  expect(await rateIn(british, until)).toMatchObject({ jurisdiction: 'CA', rate: '6', isInclusive: true });
  expect(await rateIn({ country: 'CA', region: 'SK' })).toMatchObject({ jurisdiction: 'CA', rate: '6' });
  expect(await rateIn({ country: 'CA', region: 'ON' })).toMatchObject({ jurisdiction: 'CA-ON', rate: '13' });
  expect(await rateIn({ country: 'DE' })).toMatchObject({ jurisdiction: 'DE', rate: '19' });
});

it('Tax: of two decisions the one that began last counts', async () => {
  await house.make(taxRateFactory, [
    { percent: '12' },
    { percent: '13', effectiveFrom: new Date('2026-02-01T08:00:00Z') },
  ]);
  expect(await rateIn(british)).toMatchObject({ rate: '13' });
});

it('Tax: staff set a rate once per key, and end it', async () => {
  const input = {
    jurisdiction: 'US-TX',
    percent: '8.25',
    isInclusive: false,
    effectiveFrom: house.clock.now().toISOString(),
    idempotencyKey: 'texas',
  };
  const first = await house.data<{ setTaxRate: { taxRate: { id: string } } }>(SET, {
    viewer: manager,
    variables: { input },
  });
  expect(await house.data(SET, { viewer: manager, variables: { input } })).toEqual(first);
  expect(await rateIn({ country: 'US', region: 'TX' })).toMatchObject({ rate: '8.25', jurisdiction: 'US-TX' });
  house.clock.advance({ days: 1 });
  const { id } = first.setTaxRate.taxRate;
  expect(await house.data(END, { viewer: manager, variables: { input: { id } } })).toMatchObject({
    endTaxRate: { taxRate: { effectiveUntil: house.clock.now().toISOString() } },
  });
  expect(await rateIn({ country: 'US', region: 'TX' })).toMatchObject({ rate: '0', jurisdiction: 'US' });
});

it.each([
  { jurisdiction: 'Texas' },
  { percent: '-1' },
  { percent: '8,25' },
  { percent: '100' },
  { percent: '1e1' },
  { effectiveUntil: '2020-01-01T00:00:00Z' },
])('refuses a rate with %o', async (wrong) => {
  const good = { jurisdiction: 'US-TX', percent: '8.25', effectiveFrom: '2026-01-01T00:00:00Z' };
  const { errors } = await house.run(SET, { viewer: admin, variables: { input: { ...good, ...wrong } } });
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
});

it('existence: rates are for the marketplace’s staff', async () => {
  const [rate] = await house.make(taxRateFactory, [{}]);
  const nodes = [{ jurisdiction: 'CA-BC', percent: '12' }];
  for (const viewer of [admin, manager, auditor])
    expect(await house.data(LIST, { viewer })).toEqual({ taxRates: { nodes } });
  for (const viewer of [elsewhere, person(randomUUID())])
    expect(await house.data(LIST, { viewer })).toEqual({ taxRates: null });
  const good = { jurisdiction: 'US-TX', percent: '8.25', effectiveFrom: '2026-01-01T00:00:00Z' };
  for (const viewer of [auditor, elsewhere]) {
    for (const [mutation, input] of [
      [SET, good],
      [END, { id: rate!.id }],
    ] as const)
      expect((await house.run(mutation, { viewer, variables: { input } })).errors?.[0]?.extensions?.['code']).toBe(
        'NOT_FOUND',
      );
  }
  const { errors } = await house.run(SET, { variables: { input: good } });
  expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
});

it('tells anybody whether a VAT number can be one', async () => {
  const query = '{ vatId(number: "DE 136.695.976", country: "DE") { isPlausible normalised hasCheckDigits } }';
  expect(await house.data(query)).toEqual({
    vatId: { isPlausible: true, normalised: 'DE136695976', hasCheckDigits: true },
  });
});
