import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '../../../kit/objects/object-store';
import { pdf } from '../testing/files';
import { checksumMismatch } from './checksum';
import type { UploadPlace } from './upload.place';

export interface PlaceUnderTest {
  readonly objects: ObjectStore;
  /** The same place, as another process sees it. */
  readonly open: () => UploadPlace;
}

const headers = { contentType: 'video/mp4', contentDisposition: 'attachment; filename=a.mp4', cacheControl: 'private' };

/** What every place promises. `bytes`: of an upload, sent in three parts. */
export function uploadPlaceContract(opened: () => PlaceUnderTest, bytes: number): void {
  const source = randomBytes(bytes);
  const part = (start: number, end = bytes) => Readable.from([source.subarray(start, end)]);
  const [first, second] = [Math.floor(bytes / 3), Math.floor(bytes / 2)];
  const sum = (data: Uint8Array) => ({
    algorithm: 'sha256' as const,
    digest: createHash('sha256').update(data).digest('base64'),
  });
  const kept = async (key: string) => {
    const found = await opened().objects.read(key);
    return found && { ...found.object, data: await buffer(found.stream) };
  };
  let id: string;
  let key: string;
  beforeEach(async () => {
    [id, key] = [randomUUID(), `media/${randomUUID()}/source`];
    await opened().open().prepare(id, bytes);
  });

  it('takes parts one after the other, each by another process, and keeps the whole', async () => {
    const { open } = opened();
    expect(await open().offset(id)).toBe(0);
    expect(await open().write(part(0, first), id, 0, null)).toBe(first);
    await open().prepare(id, bytes);
    expect(await open().offset(id)).toBe(first);
    expect(await open().write(part(first, second), id, first, null)).toBe(second);
    expect(await open().describe(id)).toMatchObject({ id, size: bytes, offset: second });
    expect(await open().write(part(second), id, second, null)).toBe(bytes);
    expect(await open().offset(id)).toBe(bytes);
    const sha256 = createHash('sha256').update(source).digest('hex');
    expect(await open().keep([id], key, headers)).toMatchObject({ bytes, sha256 });
    const found = (await kept(key))!;
    expect(found).toMatchObject(headers);
    expect(found.data.equals(source)).toBe(true);
  });

  it('keeps what came of a part that breaks', async () => {
    const { open } = opened();
    async function* breaking() {
      yield source.subarray(0, first);
      // By then the bytes are on their way: what breaks at once has brought nothing.
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('The connection broke.');
    }
    await expect(open().write(Readable.from(breaking()), id, 0, null)).rejects.toBeDefined();
    const offset = (await open().offset(id))!;
    expect(await open().write(part(offset), id, offset, null)).toBe(bytes);
    await open().keep([id], key, headers);
    expect((await kept(key))!.data.equals(source)).toBe(true);
  });

  it('takes a part with a checksum whole or not at all', async () => {
    const { open } = opened();
    await open().write(part(0, first), id, 0, sum(source.subarray(0, first)));
    await expect(open().write(part(first), id, first, sum(source))).rejects.toBe(checksumMismatch);
    expect(await open().offset(id)).toBe(first);
    await open().write(part(first), id, first, sum(source.subarray(first)));
    await open().keep([id], key, headers);
    expect((await kept(key))!.data.equals(source)).toBe(true);
  });

  it('keeps uploads one after the other as one, and knows their type by where they begin', async () => {
    const { open } = opened();
    const file = Buffer.concat([pdf(1), source.subarray(0, bytes - pdf(1).length)]);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const ends = [2, first, bytes];
    for (const [at, one] of ids.entries()) {
      const part = file.subarray(ends[at - 1] ?? 0, ends[at]);
      await open().prepare(one, part.length);
      await open().write(Readable.from([part]), one, 0, null);
    }
    expect(await open().typeOf(ids)).toBe('application/pdf');
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(await open().keep(ids, key, headers)).toMatchObject({ bytes, sha256 });
    const found = (await kept(key))!;
    expect(found).toMatchObject(headers);
    expect(found.data.equals(file)).toBe(true);
  });

  it('has nothing of what was discarded, before and after it came whole', async () => {
    const { open } = opened();
    for (const end of [first, bytes]) {
      await open().prepare(id, bytes);
      await open().write(part(0, end), id, 0, null);
      await open().discard(id);
      await open().discard(id);
      expect(await open().offset(id)).toBeNull();
    }
  });

  it('has nothing of ids that are none, and of what was never begun', async () => {
    const { open } = opened();
    await expect(Promise.resolve().then(() => open().prepare('../../etc/passwd', 1))).rejects.toBeDefined();
    expect(await open().offset(randomUUID())).toBeNull();
  });
}
