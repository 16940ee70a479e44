import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { sum } from '../../../kit/money/shares';
import { openPublicRoutes } from '../../../kit/subgraph/public-routes';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { pdfText, withoutSpaces } from '../testing/pdf-text';
import { credited, issued, soldLine, soldOrder } from '../testing/sold';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';
import { InvoiceService } from './invoice.service';
import { nextNumber } from './numbering';

const house = subgraphTest(payments, { SELLER_VAT_ID: 'DE136695976', DATABASE_POOL: '20' });
let app: FastifyInstance;
beforeAll(async () => {
  app = (await openPublicRoutes(house.subgraph))!;
});
afterAll(() => app.close());

const BILLING = `mutation ($input: SetBillingDetailsInput!) { setBillingDetails(input: $input) { billingDetails { name } } }`;
const setDetails = (viewer: Viewer, input: object): Promise<unknown> =>
  house.data(BILLING, { viewer, variables: { input } });

async function fetched(viewer: Viewer, path: string) {
  const signed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
  return app.inject({ url: `/payments/invoices/${path}`, headers: { [viewerHeader]: signed } });
}

async function printed(viewer: Viewer, { id }: { id: string }): Promise<string> {
  const { statusCode, headers, rawPayload } = await fetched(viewer, `${id}.pdf`);
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
  return pdfText(rawPayload);
}

describe('invoices: numbers without gaps', () => {
  it('50 at a time, some of which crash: no gap, no number twice', async () => {
    const work = Array.from({ length: 50 }, (_, index) =>
      house.as().transaction(async (tx) => {
        const invoice = await tx.get(InvoiceService).issue(soldOrder(), [soldLine()]);
        if (index % 5 === 4) throw new Error('the process ended here');
        return invoice;
      }),
    );
    const outcomes = await Promise.allSettled(work);
    const numbers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.sequence] : []));
    expect(numbers).toHaveLength(40);
    const all = await house
      .as()
      .db.query<{ sequence: number }[]>(`SELECT sequence FROM invoice WHERE year = 2026 ORDER BY sequence`);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
  });

  it('a connection that dies with a number gives it back', async () => {
    const { database } = house.subgraph.resources;
    const before = await issued(house, soldOrder());
    const killed = house.as().transaction(async (tx) => {
      await tx.get(InvoiceService).issue(soldOrder(), [soldLine()]);
      const [{ pid }] = await tx.db.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await database.manager.query('SELECT pg_terminate_backend($1)', [pid]);
      await tx.db.query('SELECT 1');
    });
    await expect(killed).rejects.toThrow();
    expect((await issued(house, soldOrder())).sequence).toBe(before.sequence + 1);
  });

  it('a year begins where the seller is; credit notes and another legal entity count for themselves', async () => {
    const last = new Date('2030-12-31T22:59:59Z');
    const first = new Date('2030-12-31T23:00:00Z');
    const number = (at: Date): Promise<string> =>
      house.as().transaction(async (tx) => (await nextNumber(tx, 'invoice', at)).number);
    expect([await number(last), await number(first), await number(last)]).toEqual([
      'LY-2030-000001',
      'LY-2031-000001',
      'LY-2030-000002',
    ]);
    const note = house.as().transaction(async (tx) => (await nextNumber(tx, 'credit_note', first)).number);
    expect(await note).toBe('LY-C-2031-000001');
  });

  it.each([
    'UPDATE invoice SET number = number',
    'DELETE FROM invoice',
    'TRUNCATE invoice CASCADE',
    'UPDATE credit_note SET number = number',
    'DELETE FROM invoice_counter',
  ])('refuses: %s', async (sql) => {
    await expect(house.as().db.query(sql)).rejects.toThrow('never changed or deleted');
  });

  it('refuses a number that is not the next', async () => {
    const { id } = await issued(house, soldOrder());
    const copied = house.as().db.query(
      `INSERT INTO invoice SELECT gen_random_uuid(), 'LY-2026-999999', legal_entity, year, 999999, user_id, organisation_id,
         gen_random_uuid(), currency, locale, seller, buyer, lines, net_minor, tax_minor, gross_minor, issued_at
         FROM invoice WHERE id = $1`,
      [id],
    );
    await expect(copied).rejects.toThrow('is not the next number');
  });
});

describe('Tax: what an invoice says stays', () => {
  it('an order has one invoice, also of two at a time; a 100 % coupon leaves one of zero', async () => {
    const order = soldOrder();
    const lines = [soldLine()];
    const first = await issued(house, order, lines);
    expect((await issued(house, order, lines)).id).toBe(first.id);
    const free = await issued(house, soldOrder(), [soldLine({ price: 0n, listMinor: 4_900n, discountMinor: 4_900n })]);
    expect(free).toMatchObject({ netMinor: 0n, taxMinor: 0n, grossMinor: 0n });
  });

  it('buyer and seller are frozen', async () => {
    const buyer = person(randomUUID());
    await setDetails(buyer, { name: 'Ada Lovelace', address: ['1 Byron Road', 'London'] });
    const { id } = await issued(house, soldOrder({ userId: buyer.id! }));
    await setDetails(buyer, { name: 'Ada King', address: [], locale: 'fr' });
    const shown = await house.data(
      `query ($id: ID!) { invoice(id: $id) { number seller { name vatId } buyer { name address country } net { minor } tax { minor }
         total { minor currency } lines { title rate } taxes { jurisdiction rate net { minor } tax { minor } } } }`,
      { viewer: buyer, variables: { id } },
    );
    expect(shown).toMatchObject({
      invoice: {
        seller: { name: 'Lyceum', vatId: 'DE136695976' },
        buyer: { name: 'Ada Lovelace', address: ['1 Byron Road', 'London'], country: 'DE' },
        net: { minor: '4118' },
        tax: { minor: '782' },
        total: { minor: '4900', currency: 'EUR' },
        lines: [{ title: 'A course', rate: '19' }],
        taxes: [{ jurisdiction: 'DE', rate: '19', net: { minor: '4118' }, tax: { minor: '782' } }],
      },
    });
  });

  it('credit notes reverse exactly: whatever the parts, together they are the invoice', async () => {
    const order = soldOrder();
    const [one, two] = [soldLine({ price: 999n }), soldLine({ price: 1_001n })];
    const invoice = await issued(house, order, [one, two]);
    const notes = [
      await credited(house, order.id, [{ lineId: one.id, gross: 333n }]),
      await credited(house, order.id, [
        { lineId: one.id, gross: 1n },
        { lineId: two.id, gross: 1_001n },
      ]),
      await credited(house, order.id, [{ lineId: one.id, gross: 665n }]),
    ];
    for (const field of ['netMinor', 'taxMinor', 'grossMinor'] as const)
      expect(-sum(notes.map((note) => note![field]))).toBe(invoice[field]);
    await expect(credited(house, order.id, [{ lineId: one.id, gross: 1n }])).rejects.toThrow(RangeError);
    await expect(credited(house, order.id, [{ lineId: randomUUID(), gross: 1n }])).rejects.toThrow(RangeError);
  });

  it('a refund has one credit note, also of eight at a time, and two refunds never credit more than there was', async () => {
    const order = soldOrder();
    const line = soldLine();
    await issued(house, order, [line]);
    const refund = randomUUID();
    const lines = [{ lineId: line.id, gross: 3_000n }];
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 7 }, () => credited(house, order.id, lines, refund)),
      credited(house, order.id, lines),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const notes = await house.as().db.findBy(CreditNote, { orderId: order.id });
    expect(notes).toHaveLength(1);
    expect(await credited(house, randomUUID(), lines)).toBeNull();
  });
});

describe('invoices as PDF', () => {
  const details = { address: ['Seestraße 1', '8001 Zürich'] };

  it.each([
    ['en', 'Zoë Ødegård', 'Invoice', '€49.00', 'March 2, 2026'],
    ['de', 'Łukasz Müller', 'Rechnung', '49,00 €', '2. März 2026'],
    ['fr', 'Élodie Œuvrard', 'Facture', '49,00 €', '2 mars 2026'],
    ['es', 'Íñigo Núñez', 'Factura', '49,00 €', '2 de marzo de 2026'],
    ['ja', '山田 太郎', '請求書', '€49.00', '2026年3月2日'],
    ['pt-BR', 'João Conceição', 'Invoice', '€49.00', 'March 2, 2026'],
    ['en', 'Ελένη Παπαδοπούλου', 'Invoice', '€49.00', 'March 2, 2026'],
    ['en', 'Дмитрий Щукин', 'Invoice', '€49.00', 'March 2, 2026'],
    ['en', '李小龍 张伟', 'Invoice', '€49.00', 'March 2, 2026'],
    ['en', '김철수', 'Invoice', '€49.00', 'March 2, 2026'],
    ['en', 'Nguyễn Thị Ánh', 'Invoice', '€49.00', 'March 2, 2026'],
  ])('in %s for %s', async (locale, name, title, amount, date) => {
    house.clock.set('2026-03-02T09:00:00Z');
    const buyer = person(randomUUID());
    await setDetails(buyer, { ...details, name, locale });
    const invoice = await issued(house, soldOrder({ userId: buyer.id! }));
    const text = await printed(buyer, invoice);
    for (const part of [name, title, amount, date, invoice.number, 'Seestraße 1', 'DE136695976'])
      expect(text).toContain(withoutSpaces(part));
  });

  it.each([
    ['ar', 'محمد بن راشد', 'فاتورة'],
    ['en', 'אברהם כהן', 'Invoice'],
  ])('from right to left, in %s for %s', async (locale, name, title) => {
    const buyer = person(randomUUID());
    await setDetails(buyer, { ...details, name, locale });
    const invoice = await issued(house, soldOrder({ userId: buyer.id! }));
    const text = await printed(buyer, invoice);
    for (const word of [...name.split(' '), ...title.split(' ')]) expect(text).toContain(withoutSpaces(word));
  });

  it('shows what a name holds, and runs nothing of it', async () => {
    const buyer = person(randomUUID());
    const name = '#read("/etc/passwd") $x$ *b* \\u{41} <a> `c` "]}';
    await setDetails(buyer, { name, address: ['#panic()'] });
    const line = soldLine({ title: '#import "x.typ": *; @label // comment' });
    const text = await printed(buyer, await issued(house, soldOrder({ userId: buyer.id! }), [line]));
    for (const part of [name, '#panic()', '#import "x.typ": *; @label // comment'])
      expect(text).toContain(withoutSpaces(part));
  });

  it('a reverse charge, a discount and a credit note say so', async () => {
    const buyer = person(randomUUID());
    const order = soldOrder({
      userId: buyer.id!,
      place: { country: 'FR', vatId: 'FR40303265045', isBusiness: true },
    });
    const tax = { rate: '0', jurisdiction: 'FR', isInclusive: true, reverseCharge: true };
    const line = soldLine({ tax, listMinor: 5_900n, discountMinor: 1_000n });
    const invoice = await issued(house, order, [line]);
    const text = await printed(buyer, invoice);
    for (const part of ['Article 196', 'VAT ID FR40303265045', 'List price €59.00, discount €10.00', 'Without tax'])
      expect(text).toContain(withoutSpaces(part));
    const note = await credited(house, order.id, [{ lineId: line.id, gross: 4_900n }]);
    const taken = await printed(buyer, note!);
    for (const part of ['Credit note', note!.number, `For invoice ${invoice.number}`, '-€49.00', 'Refunded'])
      expect(taken).toContain(withoutSpaces(part));
  });

  it('goes on over pages, with the heads of its columns and page numbers', async () => {
    const buyer = person(randomUUID());
    const lines = Array.from({ length: 60 }, (_, index) => soldLine({ title: `Course number ${index + 1}` }));
    const text = await printed(buyer, await issued(house, soldOrder({ userId: buyer.id! }), lines));
    expect(text).toContain('Coursenumber60');
    expect(text.match(/Taxrate/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).toContain('Page2of');
    expect(text).toContain('€2,940.00');
  });

  it('the same invoice is the same bytes, set once and kept', async () => {
    const buyer = person(randomUUID());
    const { id } = await issued(house, soldOrder({ userId: buyer.id! }));
    const [first, again] = [await fetched(buyer, `${id}.pdf`), await fetched(buyer, `${id}.pdf`)];
    expect(again.headers['etag']).toBe(first.headers['etag']);
    await house.house.objects.deletePrefix('payments/documents/');
    const anew = await fetched(buyer, `${id}.pdf`);
    expect(anew.rawPayload.equals(first.rawPayload)).toBe(true);
    expect(anew.headers['content-disposition']).toContain('inline');
  });
});

describe('existence: an invoice is for its buyer and its seller’s staff', () => {
  const A = randomUUID();
  const buyer = person(randomUUID(), { organisations: [A] });
  const staff = (permission: string, organisationId: string | null, organisations = [A]): Viewer =>
    person(randomUUID(), { organisations, grants: [grant('staff', [permission], { organisationId })] });
  const DOORS = `query ($invoice: ID!, $note: ID!, $of: [_Any!]!) {
    invoice(id: $invoice) { id creditNotes { id } } creditNote(id: $note) { id invoice { id } }
    invoices { nodes { id } } creditNotes { nodes { id } }
    found: _entities(representations: $of) { ... on Invoice { id } ... on CreditNote { id } } }`;

  it('by whatever door', async () => {
    const order = soldOrder({ userId: buyer.id!, organisationId: A });
    const line = soldLine();
    const invoice = await issued(house, order, [line]);
    const note = (await credited(house, order.id, [{ lineId: line.id, gross: 100n }]))!;
    const of = [
      { __typename: 'Invoice', id: invoice.id },
      { __typename: 'CreditNote', id: note.id },
    ];
    const variables = { invoice: invoice.id, note: note.id, of };
    const see = [buyer, staff('payments.read', A), staff('payments.manage', A), administrator(randomUUID())];
    for (const viewer of see) {
      const shown = await house.data<Record<string, { nodes: object[] }>>(DOORS, { viewer, variables });
      expect(shown).toMatchObject({
        invoice: { id: invoice.id, creditNotes: [{ id: note.id }] },
        creditNote: { id: note.id, invoice: { id: invoice.id } },
        found: [{ id: invoice.id }, { id: note.id }],
      });
      expect(shown['invoices']!.nodes).toContainEqual({ id: invoice.id });
      expect(shown['creditNotes']!.nodes).toContainEqual({ id: note.id });
      for (const { id } of [invoice, note]) expect((await fetched(viewer, `${id}.pdf`)).statusCode).toBe(200);
    }
    const strangers = [
      person(randomUUID()),
      person(randomUUID(), { organisations: [A] }),
      staff('payments.read', null),
      staff('payments.read', A, []),
      person(randomUUID(), { grants: [grant('staff', ['payments.manage'], { organisationId: randomUUID() })] }),
    ];
    for (const viewer of strangers) {
      const shown = await house.data<Record<string, { nodes: object[] }>>(DOORS, { viewer, variables });
      expect(shown).toMatchObject({ invoice: null, creditNote: null, found: [null, null] });
      expect(shown['invoices']!.nodes).not.toContainEqual({ id: invoice.id });
      expect(shown['creditNotes']!.nodes).not.toContainEqual({ id: note.id });
      const nowhere = await fetched(viewer, `${randomUUID()}.pdf`);
      for (const { id } of [invoice, note]) {
        const { statusCode, body } = await fetched(viewer, `${id}.pdf`);
        expect([statusCode, body]).toEqual([404, nowhere.body]);
      }
    }
    expect((await fetched(Viewer.anonymous, `${invoice.id}.pdf`)).statusCode).toBe(404);
    const { errors } = await house.run('{ invoices { nodes { id } } }');
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it.each(['x.pdf', '.pdf', randomUUID(), `${randomUUID()}.pdf.exe`, '%00.pdf', '..%2f..%2fetc%2fpasswd.pdf'])(
    '%s is nobody’s',
    async (path) => {
      expect((await fetched(administrator(randomUUID()), path)).statusCode).toBe(404);
    },
  );

  it('narrows by number, order, buyer and time', async () => {
    const viewer = administrator(randomUUID());
    const order = soldOrder();
    const invoice = await issued(house, order);
    const count = async (filter: object): Promise<number> => {
      const query = 'query ($filter: InvoiceFilter) { invoices(filter: $filter) { totalCount } }';
      const shown = await house.data<{ invoices: { totalCount: number } }>(query, { viewer, variables: { filter } });
      return shown.invoices.totalCount;
    };
    expect(await count({ number: invoice.number })).toBe(1);
    expect(await count({ number: '%' })).toBe(0);
    expect(await count({ orderId: order.id, userId: order.userId })).toBe(1);
    expect(await count({ orderId: 'nothing' })).toBe(0);
    const now = house.clock.now().toISOString();
    expect(await count({ until: now, from: now })).toBe(0);
  });

  it('billing details are one’s own, and go with whoever is erased; invoices stay', async () => {
    const viewer = person(randomUUID());
    await setDetails(viewer, { name: 'Ada Lovelace', address: [] });
    const { id } = await issued(house, soldOrder({ userId: viewer.id! }));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { billingDetails { name } } } }`;
    const read = (who: Viewer) =>
      house.data(query, { viewer: who, variables: { of: [{ __typename: 'User', id: viewer.id }] } });
    expect(await read(viewer)).toEqual({ _entities: [{ billingDetails: { name: 'Ada Lovelace' } }] });
    for (const other of [person(randomUUID()), administrator(randomUUID())])
      expect(await read(other)).toEqual({ _entities: [{ billingDetails: null }] });
    await house.deliver('user.erased', { userId: viewer.id! });
    expect(await read(viewer)).toEqual({ _entities: [{ billingDetails: null }] });
    expect(await house.as().db.findOneBy(Invoice, { id })).toMatchObject({ buyer: { name: 'Ada Lovelace' } });
  });

  it.each([
    { name: '' },
    { name: 'x'.repeat(121) },
    { address: Array.from({ length: 7 }, () => 'x') },
    { address: ['x'.repeat(121)] },
    { locale: 'no locale' },
  ])('refuses details with %o', async (wrong) => {
    const input = { name: 'Ada', address: ['x'], ...wrong };
    const { errors } = await house.run(BILLING, { viewer: person(randomUUID()), variables: { input } });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
  });
});
