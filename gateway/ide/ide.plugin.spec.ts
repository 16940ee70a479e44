import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { useIde, type IdeOptions } from './ide.plugin';

const bundle = mkdtempSync(join(tmpdir(), 'ide-'));
const apps: FastifyInstance[] = [];

beforeAll(() => {
  mkdirSync(join(bundle, 'assets'));
  writeFileSync(join(bundle, 'manifest.json'), '{ "script": "/ide/ide-A1.js", "style": "/ide/ide-B2.css" }');
  writeFileSync(join(bundle, 'assets', 'ide-A1.js'), 'run()');
  writeFileSync(join(bundle, 'assets', 'ide-A1.js.gz'), gzipSync('run()'));
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  rmSync(bundle, { recursive: true, force: true });
});

async function serve(options: Partial<IdeOptions> = {}): Promise<FastifyInstance> {
  const app = fastify();
  apps.push(app);
  await useIde(app, { examples: [], bundle, ...options });
  return app;
}

it('sends a page that may load from its own origin only, and runs nothing inline', async () => {
  const { body, headers } = await (await serve()).inject({ url: '/' });
  expect(headers['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'",
  );
  expect(headers['content-security-policy']).toContain("connect-src 'self';");
  expect(body).toContain('<script type="module" src="/ide/ide-A1.js">');
  expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

it('keeps an example from ending the data block', async () => {
  const query = 'query A { a(b: "</script><script>alert(1)</script>") }';
  const { body } = await (await serve({ examples: [{ title: 'A', query }] })).inject({ url: '/' });
  expect(body.match(/<script/g)).toHaveLength(2);
  const data = /id="ide-options">(.*?)<\/script>/.exec(body)?.[1] ?? '';
  expect(JSON.parse(data)).toEqual({ examples: [{ title: 'A', query }], subscriptionsUrl: '/graphql' });
});

it('answers 304 to who has the page, and a new page when the examples changed', async () => {
  const app = await serve();
  const { etag, 'cache-control': caching } = (await app.inject({ url: '/' })).headers;
  expect(caching).toBe('no-cache');
  expect((await app.inject({ url: '/', headers: { 'if-none-match': String(etag) } })).statusCode).toBe(304);
  const changed = await serve({ examples: [{ title: 'A', query: 'query A { a }' }] });
  expect((await changed.inject({ url: '/', headers: { 'if-none-match': String(etag) } })).statusCode).toBe(200);
});

it('lets assets be kept for ever, sends them compressed, and nothing beside them', async () => {
  const app = await serve();
  const plain = await app.inject({ url: '/ide/ide-A1.js' });
  expect(plain.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    etag: expect.any(String) as string,
    'x-content-type-options': 'nosniff',
  });
  const zipped = await app.inject({ url: '/ide/ide-A1.js', headers: { 'accept-encoding': 'gzip' } });
  expect(zipped.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': expect.stringContaining('javascript') as string,
  });
  expect((await app.inject({ url: '/ide/../manifest.json' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/ide/%2e%2e/manifest.json' })).statusCode).not.toBe(200);
});

it('may reach a subscriptions server elsewhere when told, and nothing a URL could smuggle in', async () => {
  const elsewhere = await serve({ subscriptionsUrl: 'wss://live.lyceum.test/graphql' });
  expect((await elsewhere.inject({ url: '/' })).headers['content-security-policy']).toContain(
    "connect-src 'self' wss://live.lyceum.test;",
  );
  const odd = await serve({ subscriptionsUrl: "wss://a.test; script-src 'unsafe-inline'" });
  expect((await odd.inject({ url: '/' })).headers['content-security-policy']).not.toMatch(/script-src.*script-src/);
});

it('says how to build it where it is not built', async () => {
  const { statusCode, body } = await (await serve({ bundle: join(bundle, 'none') })).inject({ url: '/' });
  expect(statusCode).toBe(503);
  expect(body).toContain('node gateway/ide/build.mjs');
});

it('has a page that plays lessons where it is wanted, which may load from its own origin only', async () => {
  const player = { script: '/ide/player-C3.js', style: '/ide/player-D4.css' };
  const built = mkdtempSync(join(tmpdir(), 'ide-'));
  mkdirSync(join(built, 'assets'));
  writeFileSync(join(built, 'manifest.json'), JSON.stringify({ script: '', style: '', player }));
  const ask = async (hasPlayer: boolean) => (await serve({ bundle: built, hasPlayer })).inject({ url: '/dev/player' });
  expect((await ask(false)).statusCode).toBe(404);
  const { body, headers } = await ask(true);
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(body).toContain('<script type="module" src="/ide/player-C3.js">');
  expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  rmSync(built, { recursive: true });
});
