import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { serveSubgraph } from '../../../kit/subgraph/server';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import { send } from '../testing/upload';
import { accesses } from './access.document';
import { guesses } from './share-counter';
import { shares } from './share.document';
import { ShareService } from './share.service';

const house = subgraphTest(media);
let app: FastifyInstance;
beforeAll(() => {
  app = serveSubgraph(house.subgraph);
});
afterAll(() => app.close());

const password = 'nine grey otters';
const page = '<html><script>alert(1)</script></html>';

async function link({ text = page, fileName = 'page.html', ...given }: Record<string, string> = {}) {
  const owner = person(randomUUID(), { grants: [grant('instructor', ['course.create'])] });
  const asset = await send(house, owner, Buffer.from(text), { kind: AssetKind.FILE, fileName });
  const input = { assetId: asset.id, with: { link: given }, expiresAt: new Date(+house.clock.now() + 86_400_000) };
  const { url, share } = await house.as(owner).get(ShareService).share(input);
  return { owner, asset, share, path: new URL(url!).pathname };
}

async function call(method: 'GET' | 'HEAD' | 'POST', path: string, body?: string | object, viewer = Viewer.anonymous) {
  const sealed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
  const type = typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const payload = body === undefined ? {} : { payload: body };
  return app.inject({ method, url: path, headers: { [viewerHeader]: sealed, ...type }, ...payload });
}

const form = (given: string) => new URLSearchParams({ password: given }).toString();
const logOf = (assetId: string) => house.as().documents.of(accesses).find({ assetId }).toArray();

it('a link leads to the download, which no browser shows', async () => {
  const { asset, path } = await link();
  const led = await call('GET', path);
  expect(led.statusCode).toBe(303);
  expect(led.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const to = new URL(led.headers.location!);
  const file = await call('GET', to.pathname + to.search);
  expect([file.statusCode, file.body]).toEqual([200, page]);
  expect(file.headers).toMatchObject({
    'content-disposition': 'attachment; filename=page.html',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox') as unknown,
  });
  expect(await logOf(asset.id)).toMatchObject([{ kind: 'LINK', personId: null }]);
  house.clock.advance({ minutes: 2 });
  expect((await call('GET', to.pathname + to.search)).statusCode).toBe(404);
  house.clock.advance({ minutes: -2 });
});

it('who has logged in is in the log', async () => {
  const { asset, path } = await link();
  const reader = person(randomUUID());
  await call('GET', path, undefined, reader);
  expect(await logOf(asset.id)).toMatchObject([{ personId: reader.id }]);
});

it('an SVG is a download, too', async () => {
  const text = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const { path } = await link({ text, fileName: 'drawing.svg' });
  const to = new URL((await call('GET', path)).headers.location!);
  const file = await call('GET', to.pathname + to.search);
  expect(file.headers['content-disposition']).toBe('attachment; filename=drawing.svg');
});

it('a link with a password says nothing without it', async () => {
  const { asset, share, path } = await link({ password });
  const asked = await call('GET', path);
  expect(asked.statusCode).toBe(200);
  expect(asked.headers['content-security-policy']).toContain("default-src 'none'");
  expect(asked.body).not.toContain('page.html');
  const wrong = await call('POST', path, form('eight grey otters'));
  expect([wrong.statusCode, wrong.headers.location]).toEqual([401, undefined]);
  for (const body of [undefined, {}, { password: 1 }, { password: 'x'.repeat(1_001) }, form('')])
    expect((await call('POST', path, body)).statusCode).toBe(401);
  expect(await logOf(asset.id)).toEqual([]);
  for (const body of [form(password), { password }]) expect((await call('POST', path, body)).statusCode).toBe(303);
  expect(await logOf(asset.id)).toHaveLength(2);
  const stored = JSON.stringify(await house.as().documents.of(shares).findOne({ _id: share.id }));
  expect(stored).not.toContain(password);
  expect(stored).not.toContain(path.split('/').at(-1));
  expect(stored).toContain('$argon2id$');
});

it('guesses are throttled, however many come at once, and the right password does not help then', async () => {
  const { path } = await link({ password });
  const tries = await Promise.all(Array.from({ length: 30 }, (_, index) => call('POST', path, form(`guess ${index}`))));
  expect(tries.filter(({ statusCode }) => statusCode === 401)).toHaveLength(guesses.times);
  const late = await call('POST', path, form(password));
  expect(late.statusCode).toBe(429);
  expect(late.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  house.clock.advance({ seconds: guesses.window });
  expect((await call('POST', path, form(password))).statusCode).toBe(303);
});

it('the right password is no guess', async () => {
  const { path } = await link({ password });
  for (let count = 0; count < guesses.times + 2; count++)
    expect((await call('POST', path, form(password))).statusCode).toBe(303);
});

it('what is over, revoked or made up is not there', async () => {
  const { owner, share, path } = await link();
  const expiring = await link();
  await house.as(owner).get(ShareService).revoke(share.id);
  house.clock.advance({ days: 1 });
  const paths = [path, expiring.path, '/media/shared/nonsense', `/media/shared/${'x'.repeat(80)}`, '/media/shared/%00'];
  for (const each of paths)
    for (const method of ['GET', 'POST'] as const) {
      const answer = await call(method, each, method === 'POST' ? form('a password') : undefined);
      expect(answer.statusCode).toBe(404);
    }
});

it('what is not ready is no download yet', async () => {
  const owner = person(randomUUID());
  const given = { ownerId: owner.id!, kind: AssetKind.PDF, state: AssetState.PROCESSING };
  const [asset] = await house.make(assetFactory, [given]);
  const { url } = await house
    .as(owner)
    .get(ShareService)
    .share({ assetId: asset!.id, with: { link: {} } });
  const answer = await call('GET', new URL(url!).pathname);
  expect([answer.statusCode, answer.json()]).toMatchObject([
    409,
    { errors: [{ extensions: { code: 'ASSET_NOT_READY' } }] },
  ]);
  expect(await logOf(asset!.id)).toEqual([]);
});

it('a look leaves no trace, and a body has its limit', async () => {
  const { asset, path } = await link();
  expect((await call('HEAD', path)).statusCode).toBe(404);
  expect((await call('POST', path, form('x'.repeat(5_000)))).statusCode).toBe(413);
  expect(await logOf(asset.id)).toEqual([]);
});

refuseCollectionScans(house);
