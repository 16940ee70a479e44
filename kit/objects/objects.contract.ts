import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ManualClock } from '../scope/clock';
import { runsAll } from '../testing/needs';
import { dispositionOf } from './disposition';
import type { ObjectRangeError, ObjectStore } from './object-store';

/** What a list of several pages has: pages are as long as S3's own where everything is run. */
export const listing = runsAll ? { listLimit: 1_000, keys: 1_103 } : { listLimit: 50, keys: 108 };

/** Bytes of every kind, the same for the same length. */
const bytesOf = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 251));
const video = { contentType: 'video/mp4' };
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** More than one part of a multipart upload. */
const large = 17_000_000;

/** A stream that comes in chunks and fails after some of them. */
function cutStream(chunks: number): Readable {
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < chunks; sent++) yield Buffer.alloc(1_000_000, sent);
      throw new Error('The line was cut.');
    })(),
  );
}

export interface ObjectsHarness {
  readonly objects: ObjectStore;
  /** Tells the store when URLs are signed. */
  readonly clock: ManualClock;
  /** Asks for a signed URL as a client does. */
  readonly ask: (url: string, headers?: Record<string, string>) => Promise<Response>;
  /** What an upload that failed has left in the store's own places. */
  leftovers(): Promise<readonly string[]>;
}

/** What every store of objects promises: the folder, and any S3. */
export function objectsContract(harness: () => ObjectsHarness): void {
  let objects: ObjectStore;
  /** A prefix of each test's own. */
  let at: string;
  let folder: string;
  beforeEach(() => {
    ({ objects } = harness());
    at = `media/${randomUUID()}/`;
    folder = mkdtempSync(join(tmpdir(), 'lyceum-download-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, body: string | Buffer = name) => objects.put(at + name, Buffer.from(body), video);
  const keys = async (prefix = at): Promise<string[]> => {
    const found: string[] = [];
    for await (const { key } of objects.list(prefix)) found.push(key.slice(at.length));
    return found;
  };
  const bytesAt = async (name: string, range?: { start: number; end?: number }): Promise<Buffer | null> => {
    const found = await objects.read(at + name, range);
    return found && buffer(found.stream);
  };

  describe('an object', () => {
    it('is read as it was put, with its headers', async () => {
      const headers = {
        contentType: 'text/vtt; charset=utf-8',
        cacheControl: 'private, max-age=60',
        contentDisposition: `attachment; filename="a\\"b.vtt"; filename*=UTF-8''%E2%82%AC.vtt`,
      };
      const made = await objects.put(`${at}a.vtt`, bytesOf(70_001), headers);
      const found = await objects.read(`${at}a.vtt`);
      expect(made).toMatchObject({ key: `${at}a.vtt`, bytes: 70_001, ...headers });
      expect(made.etag).toMatch(/^"[^"]+"$/);
      expect(found?.object).toEqual(made);
      expect(await objects.head(`${at}a.vtt`)).toEqual(made);
      expect(found && digest(await buffer(found.stream))).toBe(digest(bytesOf(70_001)));
    });

    it('may be empty', async () => {
      expect(await put('empty', '')).toMatchObject({ bytes: 0 });
      expect(await bytesAt('empty')).toEqual(Buffer.alloc(0));
    });

    it('is written from a stream of any length', async () => {
      const whole = bytesOf(large);
      const pieces = Array.from({ length: 100 }, (_, piece) =>
        whole.subarray((piece * large) / 100, ((piece + 1) * large) / 100),
      );
      const made = await objects.put(`${at}large`, Readable.from(pieces), video);
      expect(made).toMatchObject({ bytes: large, contentType: 'video/mp4' });
      expect(digest((await bytesAt('large')) ?? Buffer.alloc(0))).toBe(digest(whole));
    });

    it('is written from files, one after the other', async () => {
      const whole = bytesOf(large);
      const files = [0, 7_000_001, 7_000_001, large].map((end, part, ends) => {
        const file = join(folder, `part-${part}`);
        writeFileSync(file, whole.subarray(ends[part - 1] ?? 0, end));
        return file;
      });
      const { sha256, ...made } = await objects.putFiles(`${at}joined`, files, video);
      expect(sha256).toBe(digest(whole));
      expect(made).toEqual(await objects.head(`${at}joined`));
      expect(digest((await bytesAt('joined'))!)).toBe(sha256);
    });

    it('is not written from files of which one is missing', async () => {
      writeFileSync(join(folder, 'there'), bytesOf(9_000_000));
      const files = ['there', 'missing'].map((name) => join(folder, name));
      await expect(objects.putFiles(`${at}joined`, files, video)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await objects.head(`${at}joined`)).toBeNull();
    });

    it('is read in pieces, whole and in part, by any number of readers', async () => {
      const whole = bytesOf(400_000);
      await put('pieces', whole);
      await put('small', whole.subarray(0, 5_000));
      const inPieces = async (name: string, range?: { start: number; end?: number }) => {
        const found = (await objects.read(at + name, range))!;
        const pieces: Buffer[] = [];
        await found.inPieces(async (piece) => {
          const copy = Buffer.from(piece);
          // A piece stays what it is until it is taken, whoever else reads meanwhile.
          await new Promise((resolve) => setImmediate(resolve));
          expect(copy.equals(piece)).toBe(true);
          pieces.push(copy);
        });
        return Buffer.concat(pieces);
      };
      const reads = Array.from({ length: 6 }, async (_, reader) => {
        expect((await inPieces('pieces')).equals(whole)).toBe(true);
        const start = reader * 60_000;
        expect((await inPieces('pieces', { start })).equals(whole.subarray(start))).toBe(true);
        const end = start + 150_000;
        expect((await inPieces('pieces', { start, end })).equals(whole.subarray(start, end + 1))).toBe(true);
        const [from, to] = [reader * 10, reader * 100];
        expect((await inPieces('small', { start: from, end: to })).equals(whole.subarray(from, to + 1))).toBe(true);
      });
      await Promise.all(reads);
    });

    it('is read no further once a piece is not taken, or when it is closed', async () => {
      await put('pieces', bytesOf(400_000));
      const refusing = (await objects.read(`${at}pieces`))!.inPieces(() => Promise.reject(new Error('Enough.')));
      await expect(refusing).rejects.toThrow('Enough.');
      await (await objects.read(`${at}pieces`))!.close();
    });

    it('has another ETag when its bytes are others', async () => {
      const [first, second] = [await put('a', 'one'), await put('a', 'two')];
      expect(first.etag).not.toBe(second.etag);
    });

    it('that is absent is null, however it is asked for', async () => {
      await put('a/b');
      for (const name of ['none', 'a', 'a/b/c', 'none/none']) {
        expect(await objects.head(at + name)).toBeNull();
        expect(await objects.read(at + name)).toBeNull();
        expect(await objects.read(at + name, { start: 5 })).toBeNull();
        expect(await objects.copy(at + name, `${at}copy`)).toBeNull();
        expect(await objects.download(at + name, join(folder, 'file'))).toBeNull();
      }
      expect(existsSync(join(folder, 'file'))).toBe(false);
    });
  });

  describe('a range', () => {
    it.each([
      [{ start: 0 }, 0, 1000],
      [{ start: 0, end: 0 }, 0, 1],
      [{ start: 10, end: 19 }, 10, 20],
      [{ start: 990 }, 990, 1000],
      [{ start: 999, end: 999 }, 999, 1000],
      [{ start: 500, end: 5_000 }, 500, 1000],
    ])('%j is bytes %d to %d', async (range, from, to) => {
      await put('a', bytesOf(1000));
      expect(await bytesAt('a', range)).toEqual(bytesOf(1000).subarray(from, to));
      const found = await objects.read(`${at}a`, range);
      found?.stream.destroy();
      expect(found?.object).toMatchObject({ bytes: 1000, contentType: 'video/mp4' });
    });

    it.each([
      [1000, { start: 1000 }],
      [1000, { start: 5000, end: 6000 }],
      [0, { start: 0, end: 0 }],
    ])('past the end of %d bytes, %j, is refused with the length', async (bytes, range) => {
      await put('a', bytesOf(bytes));
      const refusal = objects.read(`${at}a`, range);
      await expect(refusal).rejects.toMatchObject({ name: 'ObjectRangeError', bytes } as ObjectRangeError);
    });
  });

  describe('writing', () => {
    it.each([3, 12])('leaves nothing of a stream that is cut after %d MB', async (megabytes) => {
      await expect(objects.put(`${at}cut`, cutStream(megabytes), video)).rejects.toThrow('The line was cut.');
      expect(await objects.head(`${at}cut`)).toBeNull();
      expect(await keys()).toEqual([]);
      expect(await harness().leftovers()).toEqual([]);
    });

    it('leaves nothing of a stream that is destroyed', async () => {
      const body = new Readable({ read: () => undefined });
      body.push(Buffer.alloc(100_000));
      const writing = objects.put(`${at}cut`, body, video);
      setImmediate(() => body.destroy());
      await expect(writing).rejects.toThrow();
      expect(await objects.head(`${at}cut`)).toBeNull();
      expect(await harness().leftovers()).toEqual([]);
    });

    it.each([
      ['before', () => Readable.from([]).destroy(new Error('The line was cut.'))],
      ['while', () => new Readable({ read: () => undefined })],
    ])('leaves nothing of a stream that fails %s it is asked to be written', async (_, make) => {
      const body = make();
      const writing = objects.put(`${at}cut`, body, video);
      body.destroy(new Error('The line was cut.'));
      await expect(writing).rejects.toThrow('The line was cut.');
      expect(await objects.head(`${at}cut`)).toBeNull();
      expect(await harness().leftovers()).toEqual([]);
    });

    it('leaves what was there when what should replace it is cut', async () => {
      await put('a', 'good');
      await expect(objects.put(`${at}a`, cutStream(2), video)).rejects.toThrow('The line was cut.');
      expect((await bytesAt('a'))?.toString()).toBe('good');
    });

    it('of one key by many at once leaves one of them whole, with its own headers', async () => {
      const writers = Array.from({ length: 12 }, (_, writer) =>
        objects.put(`${at}a`, Readable.from([Buffer.alloc(50_000 + writer, writer), Buffer.alloc(10, writer)]), {
          contentType: `text/x-${writer}`,
        }),
      );
      await Promise.all(writers);
      const found = await objects.read(`${at}a`);
      const bytes = found ? await buffer(found.stream) : Buffer.alloc(0);
      const writer = bytes[0] ?? -1;
      expect(bytes).toEqual(Buffer.alloc(50_010 + writer, writer));
      expect(found?.object).toMatchObject({ bytes: bytes.length, contentType: `text/x-${writer}` });
      expect(await keys()).toEqual(['a']);
    });

    it('anew takes nothing away from who reads', async () => {
      await put('a', bytesOf(5_000_000));
      const found = await objects.read(`${at}a`);
      await put('a', 'new');
      expect(found && digest(await buffer(found.stream))).toBe(digest(bytesOf(5_000_000)));
      expect((await bytesAt('a'))?.toString()).toBe('new');
    });
  });

  describe('a list', () => {
    it('has what is below a prefix, in the order of keys', async () => {
      for (const name of ['b', 'a/x', 'a-b', 'a.c', 'a0', 'a/y/z', 'B', '_']) await put(name);
      expect(await keys()).toEqual(['B', '_', 'a-b', 'a.c', 'a/x', 'a/y/z', 'a0', 'b']);
      expect(await keys(`${at}a/`)).toEqual(['a/x', 'a/y/z']);
      expect(await keys(`${at}none/`)).toEqual([]);
    });

    it('says how large and how old', async () => {
      const { key, bytes, modifiedAt } = await put('a', bytesOf(12_345));
      for await (const found of objects.list(at)) {
        expect(found).toMatchObject({ key, bytes });
        expect(Math.abs(found.modifiedAt.getTime() - modifiedAt.getTime())).toBeLessThan(1_000);
      }
      expect(await keys()).toEqual(['a']);
    });

    it('is as long as it takes, and so is what is deleted by prefix', async () => {
      const names = Array.from({ length: listing.keys }, (_, index) => `many/${String(index).padStart(5, '0')}.m4s`);
      await put('manya');
      for (let from = 0; from < names.length; from += 40)
        await Promise.all(names.slice(from, from + 40).map((name) => put(name)));
      expect(await keys(`${at}many/`)).toEqual(names);
      await objects.deletePrefix(`${at}many/`);
      expect(await keys()).toEqual(['manya']);
      await objects.deletePrefix(`${at}many/`);
    }, 120_000);
  });

  describe('deleting', () => {
    it('removes one object, and none that is not there', async () => {
      await put('a/1');
      await put('a/2');
      await objects.delete(`${at}a/1`);
      await objects.delete(`${at}a/1`);
      await objects.delete(`${at}none/at/all`);
      expect(await keys()).toEqual(['a/2']);
    });
  });

  describe('copying', () => {
    it('keeps bytes and headers', async () => {
      const headers = { contentType: 'image/png', cacheControl: 'no-cache', contentDisposition: 'inline' };
      await objects.put(`${at}a`, bytesOf(5_000), headers);
      expect(await objects.copy(`${at}a`, `${at}deep/er/b`)).toMatchObject({ bytes: 5_000, ...headers });
      await objects.delete(`${at}a`);
      expect(await bytesAt('deep/er/b')).toEqual(bytesOf(5_000));
    });

    it('to its own key changes nothing', async () => {
      await put('a', 'same');
      expect(await objects.copy(`${at}a`, `${at}a`)).toMatchObject({ bytes: 4, contentType: 'video/mp4' });
      expect((await bytesAt('a'))?.toString()).toBe('same');
    });

    it('takes other headers, to its own key too', async () => {
      const headers = { contentType: 'audio/mp4', contentDisposition: 'attachment; filename=a.m4a' };
      await put('a', 'same');
      for (const name of ['b', 'a'])
        expect(await objects.copy(`${at}a`, at + name, headers)).toMatchObject({ bytes: 4, ...headers });
      expect((await bytesAt('b'))?.toString()).toBe('same');
      expect(await objects.copy(`${at}none`, `${at}b`, headers)).toBeNull();
    });
  });

  it('downloads an object into a file', async () => {
    await put('a', bytesOf(300_000));
    expect(await objects.download(`${at}a`, join(folder, 'file'))).toMatchObject({ bytes: 300_000 });
    expect(digest(readFileSync(join(folder, 'file')))).toBe(digest(bytesOf(300_000)));
  });

  describe('a signed URL', () => {
    const minute = { expiresIn: 60 };
    const sign = (name: string, disposition?: string) => objects.signedUrl(at + name, { ...minute, disposition });
    const statusOf = async (url: string): Promise<number> => (await harness().ask(url)).status;
    const refused = [403, 404];
    // S3 has a clock of its own.
    beforeEach(() => harness().clock.set(new Date()));

    it('lets anybody read the object', async () => {
      const { etag } = await objects.put(`${at}a.txt`, bytesOf(1_000), {
        contentType: 'text/plain',
        cacheControl: 'no-cache',
      });
      const answer = await harness().ask(await sign('a.txt'));
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'text/plain',
        'cache-control': 'no-cache',
        'content-length': '1000',
        'accept-ranges': 'bytes',
        etag,
      });
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytesOf(1_000));
    });

    it('answers with a range, and with nothing to who has it', async () => {
      const { etag } = await put('a', bytesOf(1_000));
      const url = await sign('a');
      const part = await harness().ask(url, { range: 'bytes=-100' });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 900-999/1000']);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytesOf(1_000).subarray(900));
      expect((await harness().ask(url, { range: 'bytes=1000-' })).status).toBe(416);
      expect((await harness().ask(url, { 'if-none-match': etag })).status).toBe(304);
    });

    it.each([
      'week 1 "notes"; x=y.pdf',
      'Übung — 第一章 📚.pdf',
      'a\r\nset-cookie: b=c.pdf',
      '../../etc/passwd',
      '%22.pdf',
    ])('names the file, whatever it is called: %j', async (name) => {
      await put('a.pdf');
      const disposition = dispositionOf('attachment', name);
      const answer = await harness().ask(await sign('a.pdf', disposition));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toBe(disposition);
      expect(answer.headers.get('set-cookie')).toBeNull();
    });

    it('is over when it says', async () => {
      const { clock } = harness();
      await put('a');
      clock.advance({ hours: -1 });
      const good = await objects.signedUrl(`${at}a`, { expiresIn: 3_600 + 600 });
      const over = await objects.signedUrl(`${at}a`, { expiresIn: 3_600 - 1 });
      clock.set(new Date());
      expect(await statusOf(good)).toBe(200);
      expect(refused).toContain(await statusOf(over));
    });

    it('is worth nothing when anything of it is changed', async () => {
      await put('a');
      await put('b');
      const url = await sign('a', 'attachment');
      const changed = [
        url.replace('/a?', '/b?'),
        url.replace('attachment', 'inline'),
        url.replace(/&[^&]*disposition=[^&]*/, ''),
        url.replace(/(xpires=)\d+/, '$16000'),
        url.replace(/(ignature=)./, (_, name: string) => `${name}_`),
        url.replace(/&[^&]*ignature=[^&]*/, ''),
        url.replace(/\?.*/, ''),
        url.replace('/a?', '/../a?'),
        url.replace('/a?', '/%2e%2e/a?'),
      ];
      expect(await statusOf(url)).toBe(200);
      for (const other of changed) {
        expect(other).not.toBe(url);
        expect([400, ...refused]).toContain(await statusOf(other));
      }
    });

    it('of nothing finds nothing', async () => {
      expect(await statusOf(await sign('none'))).toBe(404);
    });

    it.each([0, -1, 1.5, Number.NaN, 604_801])('is not signed for %d seconds', async (expiresIn) => {
      await expect(objects.signedUrl(`${at}a`, { expiresIn })).rejects.toMatchObject({ name: 'ObjectKeyError' });
    });
  });

  describe('hostile keys', () => {
    const hostile = [
      ['', '/', '//', '.', '..', './a', '../a', 'a/../../b', 'a/./b', 'a/..', '/etc/passwd', 'a//b', 'a/', '/a'],
      ['a\0b', 'a\nb', 'a b', 'a\\..\\b', '..\\a', 'C:\\a', 'a%2e%2e', '%2e%2e/a', 'ä', 'a=', '.hidden', '.drafts/a'],
      ['a?b', 'a#b', 'a&b', '~', '*', 'a:b', 'a'.repeat(201), 'a/'.repeat(250) + 'a', '\u00ff\u0001'],
    ].flat();

    it.each(hostile.map((key) => [JSON.stringify(key.slice(0, 30)), key]))('%s is refused', async (_, key) => {
      const refused = { name: 'ObjectKeyError' };
      await expect(objects.put(key, Buffer.from('x'), video)).rejects.toMatchObject(refused);
      await expect(objects.head(key)).rejects.toMatchObject(refused);
      await expect(objects.read(key)).rejects.toMatchObject(refused);
      await expect(objects.delete(key)).rejects.toMatchObject(refused);
      await expect(objects.copy(key, `${at}a`)).rejects.toMatchObject(refused);
      await expect(objects.copy(`${at}a`, key)).rejects.toMatchObject(refused);
      await expect(objects.download(key, join(folder, 'file'))).rejects.toMatchObject(refused);
      await expect(objects.signedUrl(key, { expiresIn: 60 })).rejects.toMatchObject(refused);
    });

    it('may be long and deep', async () => {
      const name = 'a/'.repeat(150) + 'b'.repeat(100);
      await put(name, 'deep');
      expect(await keys()).toEqual([name]);
    });

    it.each(['', 'media', '../', '/', 'media/1'])('as prefix %j deletes nothing', async (prefix) => {
      await put('a');
      await expect(objects.deletePrefix(prefix)).rejects.toMatchObject({ name: 'ObjectKeyError' });
      expect(await keys()).toEqual(['a']);
    });

    it.each([
      { contentType: 'text/html\r\nset-cookie: a=b' },
      { contentType: 'html' },
      { contentType: '' },
      { contentType: 'a/b', cacheControl: 'no-cache\r\n' },
      { contentType: 'a/b', contentDisposition: 'attachment; filename="ä"' },
      { contentType: 'a/b', contentDisposition: 'a'.repeat(3_000) },
    ])('headers that would break an answer are refused: %j', async (headers) => {
      await expect(objects.put(`${at}a`, Buffer.from('x'), headers)).rejects.toMatchObject({ name: 'ObjectKeyError' });
    });
  });
}
