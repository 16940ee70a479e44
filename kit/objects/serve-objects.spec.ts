import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { servedObjects } from '../testing/served-objects';
import { until } from '../testing/until';
import { rangeOf } from './byte-range';
import { dispositionOf } from './disposition';
import { SignedUrls } from './signed-urls';

describe('objects over HTTP', () => {
  const served = servedObjects();
  const bytes = Buffer.from(Uint8Array.from({ length: 1_000 }, (_, at) => at % 251));
  const hour = { expiresIn: 3_600 };

  /** Puts an object and asks for it. */
  async function ask(
    headers: Record<string, string> = {},
    {
      contentType = 'video/mp4',
      body = bytes,
      method = 'GET',
      contentDisposition = undefined as string | undefined,
    } = {},
  ): Promise<Response> {
    await served.objects.put('media/a', body, { contentType, contentDisposition });
    return served.ask(await served.objects.signedUrl('media/a', hour), headers, method);
  }
  const etag = async (): Promise<string> => (await ask()).headers.get('etag') ?? '';

  it('are below the path of their subgraph', async () => {
    expect(await served.objects.signedUrl('media/1/2/source', hour)).toMatch(
      /^http:\/\/localhost:4000\/media\/objects\/1\/2\/source\?expires=\d+&signature=[\w-]{43}$/,
    );
  });

  it('of other subgraphs are not there', async () => {
    await served.objects.put('users/a', bytes, { contentType: 'video/mp4' });
    const url = await served.objects.signedUrl('users/a', hour);
    expect((await served.ask(url.replace('/users/objects/', '/media/objects/'))).status).toBe(404);
    expect((await served.ask(url)).status).toBe(404);
  });

  it('signed with another secret are not there', async () => {
    const { secrets, clock, config } = served.house;
    const other = new SignedUrls({
      secrets: { ...secrets, mac: () => 'x'.repeat(43) } as never,
      clock,
      publicUrl: config.PUBLIC_URL,
    });
    await ask();
    expect((await served.ask(other.sign('media/a', hour))).status).toBe(404);
  });

  it('who leaves in the middle leaves no file open, and others get theirs whole', async () => {
    const large = Buffer.from(Uint8Array.from({ length: 20_000_000 }, (_, at) => (at >> 12) % 251));
    await served.objects.put('media/large', large, { contentType: 'video/mp4' });
    const url = await served.objects.signedUrl('media/large', hour);
    const openFiles = async () => {
      const files = await readdir('/proc/self/fd');
      const targets = await Promise.all(files.map((file) => readlink(`/proc/self/fd/${file}`).catch(() => '')));
      return targets.filter((target) => target.endsWith('/large=')).length;
    };
    const leaving = Array.from({ length: 4 }, async () => {
      const request = await served.begin(url);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await once(response, 'readable');
      request.destroy();
    });
    const staying = Array.from({ length: 4 }, async () => (await served.ask(url)).arrayBuffer());
    await Promise.all(leaving);
    for (const whole of await Promise.all(staying)) expect(Buffer.from(whole).equals(large)).toBe(true);
    if (process.platform === 'linux') await until(async () => (await openFiles()) === 0);
  });

  it('end with their signature', async () => {
    const url = await served.objects.signedUrl('media/a', { expiresIn: 60 });
    await ask();
    served.clock.advance({ seconds: 59 });
    expect((await served.ask(url)).status).toBe(200);
    served.clock.advance({ seconds: 1 });
    const refused = await served.ask(url);
    expect([refused.status, await refused.json()]).toEqual([
      404,
      { errors: [{ message: expect.any(String) as string, extensions: { code: 'NOT_FOUND', thing: 'object' } }] },
    ]);
  });

  it.each([
    'expires=1&expires=2',
    'signature=a&signature=b',
    'expires=1e9',
    'disposition=a&disposition=b',
    'signature=',
  ])('are not there with a query like %s', async (query) => {
    expect((await served.ask(`${served.house.config.PUBLIC_URL}/media/objects/a?${query}`)).status).toBe(404);
  });

  it.each(['%00', '..%2fa', '%2e%2e/a', 'a%0d%0ab', '', 'a//b', '.drafts/a', 'a='])(
    'are not there as %j',
    async (name) => {
      const { secrets, clock } = served.house;
      const expires = Math.floor(clock.now().getTime() / 1000) + 60;
      const signature = secrets.mac('objects', JSON.stringify([`media/${decodeURIComponent(name)}`, expires, null]));
      const url = `${served.house.config.PUBLIC_URL}/media/objects/${name}?expires=${expires}&signature=${signature}`;
      expect((await served.ask(url)).status).toBe(404);
    },
  );

  it('tell HEAD what GET would say, and send nothing', async () => {
    const [got, head] = [await ask(), await ask({}, { method: 'HEAD' })];
    const told = ({ headers }: Response) =>
      Object.fromEntries([...headers].filter(([name]) => !ofConnection.includes(name)));
    const ofConnection = ['date', 'connection', 'keep-alive'];
    expect(told(head)).toEqual({ ...told(got), 'last-modified': head.headers.get('last-modified') });
    expect(head.headers.get('content-length')).toBe('1000');
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  it('send one range', async () => {
    const answer = await ask({ range: 'bytes=10-19' });
    expect([answer.status, answer.headers.get('content-length')]).toEqual([206, '10']);
    expect(answer.headers.get('content-range')).toBe('bytes 10-19/1000');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(10, 20));
  });

  it('send no range of another version', async () => {
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
    expect((await ask({ range: 'bytes=0-9', 'if-range': `W/${await etag()}` })).status).toBe(200);
    expect((await ask({ range: 'bytes=0-9', 'if-range': await etag() })).status).toBe(206);
    expect((await ask({ range: 'bytes=0-9', 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT' })).status).toBe(200);
  });

  it('say 416 with their length when a range is past the end', async () => {
    const answer = await ask({ range: 'bytes=1000-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
    expect((await ask({ range: 'bytes=0-' }, { body: Buffer.alloc(0) })).status).toBe(416);
  });

  it('send nothing to who has this version', async () => {
    const known = await etag();
    for (const header of [known, `W/${known}`, `"x", ${known}`, '*']) {
      const answer = await ask({ 'if-none-match': header });
      expect([header, answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([header, 304, 0]);
      expect(answer.headers.get('etag')).toBe(known);
    }
    expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
  });

  /** An object that somebody writes anew before each reading of it. */
  async function rewritten(bodies: Iterable<Buffer>): Promise<string> {
    const { objects } = served;
    const next = bodies[Symbol.iterator]();
    const readAsIs = objects.read.bind(objects);
    objects.read = async (key, range) => {
      const { value } = next.next() as { value?: Buffer };
      if (value) await objects.put(key, value, { contentType: 'video/mp4' });
      return readAsIs(key, range);
    };
    await objects.put('media/a', bytes, { contentType: 'video/mp4' });
    return objects.signedUrl('media/a', hour);
  }
  afterEach(() => Reflect.deleteProperty(served.objects, 'read'));

  it('that are written anew between their headers and their bytes are sent as they are now', async () => {
    const other = Buffer.alloc(600, 'b');
    const part = await served.ask(await rewritten([other]), { range: 'bytes=500-' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 500-599/600']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(other.subarray(500));
  });

  it('that are shorter by then end before the range', async () => {
    const past = await served.ask(await rewritten([Buffer.from('shorter')]), { range: 'bytes=500-' });
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */7']);
  });

  it('that are asked for whole are sent in the version that is there', async () => {
    const whole = await served.ask(await rewritten([Buffer.from('another')]));
    expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '7', 'another']);
  });

  it('that change faster than a range of them can be read are sent by nobody', async () => {
    const always = Array.from({ length: 20 }, (_, at) => Buffer.alloc(1_000, `${at}`));
    const answer = await served.ask(await rewritten(always), { range: 'bytes=500-' });
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
    ]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('may be empty', async () => {
    const answer = await ask({}, { body: Buffer.alloc(0) });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '0', '']);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/javascript',
    'application/xml',
    'a/b',
    'IMAGE/SVG+XML',
  ])('of type %s are downloads, whatever their owner said', async (contentType) => {
    const answer = await ask({}, { contentType, contentDisposition: dispositionOf('inline', 'a.html') });
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=a.html');
    expect((await ask({}, { contentType })).headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it.each(['image/webp', 'video/mp4', 'application/pdf', 'text/vtt; charset=utf-8'])(
    'of type %s are shown',
    async (contentType) => {
      expect((await ask({}, { contentType })).headers.get('content-disposition')).toBeNull();
    },
  );
});

describe('a Range header', () => {
  it.each([
    [undefined, null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['BYTES=5-', { start: 5, end: 99 }],
    ['bytes=5-500', { start: 5, end: 99 }],
    ['bytes=-1', { start: 99, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=6-5', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['bytes=0x1-2', null],
    ['seconds=0-1', null],
    ['bytes=99999999999999999999-', null],
  ] as const)('%j of 100 bytes is %j', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });
});

describe('a Content-Disposition', () => {
  it.each([
    ['notes.pdf', 'attachment; filename=notes.pdf'],
    ['a "b".pdf', 'attachment; filename="a \\"b\\".pdf"'],
    ['', 'attachment; filename=file'],
    ['a\r\nx: y', 'attachment; filename="a__x: y"'],
    ['../a\\b', 'attachment; filename=.._a_b'],
    ['evil\u202Efdp.exe', 'attachment; filename=evil_fdp.exe'],
    ['\ud800.pdf', `attachment; filename="?.pdf"; filename*=UTF-8''%EF%BF%BD.pdf`],
    ['第.pdf', `attachment; filename="?.pdf"; filename*=UTF-8''%E7%AC%AC.pdf`],
    ["it's %41.pdf", `attachment; filename="it's %41.pdf"; filename*=UTF-8''it%27s%20%2541.pdf`],
  ])('for %j is %s', (name, header) => {
    expect(dispositionOf('attachment', name)).toBe(header);
  });

  it('is short, and keeps the extension', () => {
    const header = dispositionOf('inline', `${'📚'.repeat(500)}.pdf`);
    expect(header).toMatch(/\.pdf$/);
    expect(header.length).toBeLessThan(1_200);
  });
});
