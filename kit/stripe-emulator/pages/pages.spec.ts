import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import StripeSdk from 'stripe';
import { describeInBrowser, openChromium } from '../../testing/chromium';
import { StripeEmulator } from '../index';

const lineItems = [
  { quantity: 2, price_data: { currency: 'eur', unit_amount: 2450, product_data: { name: 'Weaving <for> all' } } },
];

describeInBrowser('pages of the emulator', () => {
  let browser: Browser;
  let page: Page;
  let emulator: StripeEmulator;
  let stripe: StripeSdk;
  let seller: Server;
  let sellerUrl: string;

  beforeAll(async () => {
    [browser, emulator] = await Promise.all([openChromium(), StripeEmulator.open()]);
    stripe = new StripeSdk(emulator.secretKey, emulator.sdk);
    seller = createServer((request, response) => response.end(`You are back: ${request.url}`));
    await new Promise<void>((done) => seller.listen(0, '127.0.0.1', done));
    sellerUrl = `http://127.0.0.1:${(seller.address() as AddressInfo).port}`;
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await emulator.close();
    await new Promise((done) => seller.close(done));
  });

  const type = async (number: string) => {
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expires').fill('12 / 44');
    await page.getByLabel('Security code').fill('123');
  };
  const press = (name: string) => page.getByRole('button', { name }).click();

  it('a person buys on the checkout page with 3-D Secure, after a card that was declined', async () => {
    const session = await stripe.checkout.sessions.create({
      success_url: `${sellerUrl}/thanks?session={CHECKOUT_SESSION_ID}`,
      cancel_url: sellerUrl,
      line_items: lineItems,
    });
    await page.goto(session.url ?? '');
    expect(await page.getByText('Weaving <for> all × 2').count()).toBe(1);
    await page.getByLabel('E-mail').fill('grace@test.example');
    await type('4000 0000 0000 9995');
    await press('Pay €49.00');
    expect(await page.getByRole('alert').innerText()).toBe('Your card has insufficient funds.');
    await type('4000 0000 0000 3220');
    await press('Pay €49.00');
    await press('Complete authentication');
    await page.waitForURL(`${sellerUrl}/thanks?session=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'grace@test.example' },
      payment_intent: { status: 'succeeded', amount: 4900 },
    });
    expect((await stripe.events.list({ type: 'checkout.session.completed' })).data).toHaveLength(1);
  });

  it('a page that was paid on leads on at once; one that is over says so', async () => {
    const [session] = (await stripe.checkout.sessions.list({ status: 'complete' })).data;
    await page.goto(`${emulator.url}/c/pay/${session?.id}`);
    await page.waitForURL(`${sellerUrl}/thanks?session=${session?.id}`);
    const other = await stripe.checkout.sessions.create({ success_url: sellerUrl, line_items: lineItems });
    await stripe.checkout.sessions.expire(other.id);
    await page.goto(other.url ?? '');
    expect(await page.getByText('This page has expired').count()).toBe(1);
  });

  it('a card is saved on a page, for a customer', async () => {
    const customer = await stripe.customers.create({ email: 'ada@test.example' });
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      success_url: sellerUrl,
    });
    await page.goto(session.url ?? '');
    await type('4000 0025 0000 3155');
    await press('Save card');
    await press('Complete authentication');
    await page.waitForURL(`${sellerUrl}/`);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toMatchObject([{ card: { last4: '3155' } }]);
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })).toMatchObject({
      status: 'complete',
      setup_intent: { status: 'succeeded' },
    });
  });

  it('the card form confirms an intent by its client secret, and fails where the person does', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur' });
    const query = new URLSearchParams({
      key: emulator.publishableKey,
      client_secret: intent.client_secret ?? '',
      return_url: `${sellerUrl}/order`,
    });
    await page.goto(`${emulator.url}/elements/card?${query.toString()}`);
    await type('4000000000003220');
    await press('Pay €12.00');
    await press('Fail authentication');
    await page.waitForURL(/redirect_status=failed/);
    expect(page.url()).toContain(`payment_intent=${intent.id}`);
    await page.goto(`${emulator.url}/elements/card?${query.toString()}`);
    await type('4242 4242 4242 4241');
    await press('Pay €12.00');
    expect(await page.getByRole('alert').innerText()).toBe('Your card number is incorrect.');
    await type('4242 4242 4242 4242');
    await press('Pay €12.00');
    await page.waitForURL(/redirect_status=succeeded/);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('without a secret the card form gives a payment method, in a frame by a message', async () => {
    await page.goto(sellerUrl);
    const told = page.evaluate(`new Promise((done) => window.addEventListener('message', ({ data }) => done(data)))`);
    await page.evaluate(
      `document.body.innerHTML = '<iframe src="${emulator.url}/elements/card?key=${emulator.publishableKey}"></iframe>'`,
    );
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('Card number').fill('5555 5555 5555 4444');
    await frame.getByLabel('Expires').fill('12 / 44');
    await frame.getByLabel('Security code').fill('123');
    await frame.getByRole('button', { name: 'Save card' }).click();
    const { payment_method } = (await told) as { payment_method: string };
    expect(await stripe.paymentMethods.retrieve(payment_method)).toMatchObject({
      card: { brand: 'mastercard', last4: '4444' },
    });
  });

  it('a person types a code, subscribes with a trial by a 3-D Secure card, and ends it in the portal', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'HALF' });
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      success_url: `${sellerUrl}/welcome`,
      allow_promotion_codes: true,
      line_items: [
        {
          price_data: {
            currency: 'eur',
            unit_amount: 2000,
            recurring: { interval: 'month' },
            product_data: { name: 'All courses' },
          },
        },
      ],
      subscription_data: { trial_period_days: 7, metadata: { plan: 'all' } },
    });
    await page.goto(session.url ?? '');
    await page.getByLabel('Promotion code').fill('HALVE');
    await press('Apply code');
    expect(await page.getByRole('alert').innerText()).toBe('This code is invalid.');
    await page.getByLabel('Promotion code').fill('half');
    await press('Apply code');
    expect(await page.getByText('Discount').count()).toBe(1);
    await page.getByLabel('E-mail').fill('hedy@test.example');
    await type('4000 0025 0000 3155');
    await press('Subscribe');
    await press('Complete authentication');
    await page.waitForURL(`${sellerUrl}/welcome`);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.default_payment_method', 'subscription.discounts'],
    });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      subscription: {
        status: 'trialing',
        metadata: { plan: 'all' },
        default_payment_method: { card: { last4: '3155' } },
        pending_setup_intent: null,
      },
    });
    const portal = await stripe.billingPortal.sessions.create({
      customer: done.customer as string,
      return_url: sellerUrl,
    });
    await page.goto(portal.url);
    await press('Cancel subscription');
    expect(await page.getByRole('button', { name: 'Keep subscription' }).count()).toBe(1);
    const { id } = done.subscription as StripeSdk.Subscription;
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ cancel_at_period_end: true });
    await type('5555 5555 5555 4444');
    await press('Save card');
    expect(
      await stripe.customers.retrieve(done.customer as string, { expand: ['invoice_settings.default_payment_method'] }),
    ).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: '4444' } } } });
  });

  it('a first payment is made on the page, and the subscription is active', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      success_url: `${sellerUrl}/welcome`,
      customer: (await stripe.customers.create({ email: 'mary@test.example' })).id,
      line_items: [
        {
          price_data: {
            currency: 'eur',
            unit_amount: 2000,
            recurring: { interval: 'month' },
            product_data: { name: 'All courses' },
          },
        },
        { price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'A book' } } },
      ],
    });
    await page.goto(session.url ?? '');
    await type('4242 4242 4242 4242');
    await press('Subscribe');
    await page.waitForURL(`${sellerUrl}/welcome`);
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice', 'subscription'] })).toMatchObject({
      payment_status: 'paid',
      invoice: { total: 2500, status: 'paid' },
      subscription: { status: 'active' },
    });
  });

  it('an invoice is paid on its page', async () => {
    const customer = await stripe.customers.create({ email: 'ada@test.example' });
    await stripe.invoiceItems.create({ customer: customer.id, amount: 1500, currency: 'eur', description: 'Workshop' });
    const draft = await stripe.invoices.create({
      customer: customer.id,
      currency: 'eur',
      collection_method: 'send_invoice',
      days_until_due: 7,
      pending_invoice_items_behavior: 'include',
    });
    const invoice = await stripe.invoices.finalizeInvoice(draft.id);
    await page.goto(invoice.hosted_invoice_url ?? '');
    await type('4000 0000 0000 3220');
    await press('Pay €15.00');
    await press('Complete authentication');
    await page.waitForSelector('text=Done');
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'paid' });
    await page.goto(invoice.hosted_invoice_url ?? '');
    expect(await page.getByText('This invoice is paid.').count()).toBe(1);
  });

  it('an instructor is onboarded by a link that opens once', async () => {
    const account = await stripe.accounts.create({
      type: 'express',
      country: 'AT',
      capabilities: { transfers: { requested: true } },
    });
    const link = await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      return_url: `${sellerUrl}/done`,
      refresh_url: `${sellerUrl}/again`,
    });
    await page.goto(link.url);
    await press('Agree and submit');
    expect(await page.getByRole('alert').innerText()).toContain('bank account');
    await page.getByLabel('Your name').fill('Grace');
    await page.getByLabel('Bank account').fill('AT61 1904 3002 3457 3201');
    await press('Agree and submit');
    await page.waitForURL(`${sellerUrl}/done`);
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      details_submitted: true,
      capabilities: { transfers: 'active' },
    });
    await page.goto(link.url);
    await page.waitForURL(`${sellerUrl}/again`);
    const { url } = await stripe.accounts.createLoginLink(account.id);
    await page.goto(url);
    expect(await page.getByText('Earnings').count()).toBeGreaterThan(0);
  });

  it('nobody gets a page by a wrong secret or key', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1200,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: sellerUrl,
    });
    const status = async (path: string) => (await fetch(`${emulator.url}${path}`)).status;
    expect(await status(`/authenticate/${intent.id}?client_secret=guess`)).toBe(404);
    expect(await status(`/authenticate/${intent.id}?client_secret=${intent.client_secret}`)).toBe(200);
    expect(await status(`/elements/card?key=pk_test_guess&client_secret=${intent.client_secret}`)).toBe(404);
    expect(await status(`/elements/card?key=${emulator.publishableKey}&client_secret=${intent.id}_secret_guess`)).toBe(
      404,
    );
    expect(await status('/c/pay/cs_test_guess')).toBe(404);
  });

  it('a browser sees an intent by its client secret, without what is the seller’s alone', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur', metadata: { order: '7' } });
    const ask = async (secret: string) => {
      const response = await fetch(`${emulator.url}/v1/payment_intents/${intent.id}?client_secret=${secret}`, {
        headers: { authorization: `Bearer ${emulator.publishableKey}` },
      });
      return { status: response.status, body: (await response.json()) as object };
    };
    const seen = await ask(intent.client_secret ?? '');
    expect(seen).toMatchObject({ status: 200, body: { status: 'requires_payment_method', amount: 1200 } });
    expect(seen.body).not.toHaveProperty('metadata');
    expect((await ask('guess')).status).toBe(400);
    const browserSdk = new StripeSdk(emulator.publishableKey, emulator.sdk);
    await expect(browserSdk.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({ statusCode: 401 });
  });
});
