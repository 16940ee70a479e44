import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { describeInBrowser, openChromium } from '../../kit/testing/chromium';
import { loadExamples, parseExample } from './example';
import { useIde } from './ide.plugin';

const TOKEN = 'token-of-lena';
const schema = buildSchema(`
  type Query { "The signed-in person." me: User }
  type Mutation { logIn(input: LogInInput!): LogInResult! }
  type Subscription { ticked(upTo: Int!): Int! }
  input LogInInput { email: String! password: String! }
  interface Refusal { code: String! message: String! }
  type WrongCredentials implements Refusal { code: String! message: String! }
  type LogInPayload { accessToken: String! user: User! }
  union LogInResult = LogInPayload | WrongCredentials
  type User { id: ID! displayName: String! }
`);
const lena = { id: '1', displayName: 'Lena Learner' };
const rootValue = {
  me: (_: object, { authorization }: { authorization?: string }) => (authorization === `Bearer ${TOKEN}` ? lena : null),
  logIn: ({ input }: { input: { email: string } }) =>
    input.email === 'learner@lyceum.test'
      ? { __typename: 'LogInPayload', accessToken: TOKEN, user: lena }
      : { __typename: 'WrongCredentials', code: 'WRONG_CREDENTIALS', message: 'No.' },
  ticked: async function* ({ upTo }: { upTo: number }) {
    for (let ticked = 1; ticked <= upTo; ticked++) yield { ticked };
  },
};
const examples = [
  ...loadExamples(join(__dirname, 'examples')).filter(({ title }) => title === 'LogIn'),
  parseExample('query Me {\n  me {\n    displayName\n  }\n}'),
  parseExample('# variables: { "upTo": 3 }\nsubscription Ticks($upTo: Int!) {\n  ticked(upTo: $upTo)\n}'),
];

describeInBrowser('the IDE in a browser', () => {
  const bundle = mkdtempSync(join(tmpdir(), 'ide-'));
  const posts: Record<string, unknown>[] = [];
  const sockets: unknown[] = [];
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  let app: FastifyInstance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let origin: string;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(__dirname, 'build.mjs'), bundle]);
    app = fastify({ forceCloseConnections: true });
    await useIde(app, { examples, bundle });
    app.post<{ Body: { query: string; variables?: Record<string, unknown>; operationName?: string } }>(
      '/graphql',
      ({ headers, body }) => {
        posts.push({ ...headers, operation: body.operationName });
        const { query: source, variables: variableValues, operationName } = body;
        return graphql({ schema, source, rootValue, contextValue: headers, variableValues, operationName });
      },
    );
    const server = new WebSocketServer({ server: app.server, path: '/graphql' });
    useServer(
      {
        schema,
        roots: { subscription: rootValue },
        onConnect: ({ connectionParams }) => void sockets.push(connectionParams),
      },
      server,
    );
    await app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

    browser = await openChromium();
    context = await browser.newContext({ viewport: { width: 1360, height: 800 } });
    page = await context.newPage();
    watch(page);
    await page.goto(origin);
    await ready();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(bundle, { recursive: true, force: true });
  });

  function watch(watched: Page): void {
    const note = (url: string): void => {
      if (/^(https?|wss?):/.test(url) && new URL(url).host !== new URL(origin).host) elsewhere.push(url);
    };
    watched.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    watched.on('pageerror', (error) => complaints.push(String(error)));
    watched.on('websocket', (socket) => note(socket.url()));
    context.on('request', (request) => note(request.url()));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // A reload may cut off a worker on its way, which is no fault.
      if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${reason}`);
    });
  }

  const ready = (): Promise<void> => page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const who = (): Locator => page.getByRole('status');
  const response = (): Locator => page.locator('.graphiql-response');
  const openTab = (title: string): Promise<void> => page.getByRole('tab', { name: title, exact: true }).click();
  const run = (): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();
  const writeHeaders = async (text: string): Promise<void> => {
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    if (text) await page.keyboard.insertText(text);
  };
  const lastOf = (operation: string): Record<string, unknown> | undefined =>
    posts.findLast((post) => post.operation === operation);

  it('opens the examples as tabs', async () => {
    expect(await page.locator('.graphiql-tabs [role=tab]').allInnerTexts()).toEqual(examples.map(({ title }) => title));
    await who().getByText('Not signed in').waitFor();
    expect(lastOf('IntrospectionQuery')).toMatchObject({ 'apollo-require-preflight': 'true' });
  });

  it('remembers who logged in, over a reload too', async () => {
    await run();
    await response().getByText(TOKEN).waitFor();
    await who().getByText('Signed in as Lena Learner').waitFor();

    await page.reload();
    await ready();
    await who().getByText('Signed in as Lena Learner').waitFor();
    await openTab('Me');
    await run();
    await response().getByText('Lena Learner').waitFor();
    expect(lastOf('Me')).toMatchObject({ authorization: `Bearer ${TOKEN}` });
  });

  it('runs a subscription over its own origin, as the same person', async () => {
    await openTab('Ticks');
    await run();
    await response().getByText('3').waitFor();
    expect(sockets).toEqual([expect.objectContaining({ authorization: `Bearer ${TOKEN}` })]);
  });

  it('lets the header editor act as somebody else', async () => {
    await openTab('Me');
    await page.getByRole('button', { name: 'Headers' }).click();
    await writeHeaders('{ "Authorization": "Bearer somebody-else" }');
    await run();
    await response().getByText('null').waitFor();
    expect(lastOf('Me')).toMatchObject({ authorization: 'Bearer somebody-else' });
    await writeHeaders('');
  });

  it('signs out', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await who().getByText('Not signed in').waitFor();
    await Promise.all([page.waitForResponse(`${origin}/graphql`), run()]);
    expect(lastOf('Me')).not.toHaveProperty('authorization');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('opens the examples again', async () => {
    await page.getByRole('button', { name: 'Close Tab' }).first().click();
    await page.getByRole('button', { name: 'Restore examples' }).click();
    await ready();
    expect(await page.locator('.graphiql-tabs [role=tab]').allInnerTexts()).toEqual(examples.map(({ title }) => title));
  });

  it('asked nobody else for anything, and the console stayed quiet', () => {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
