import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { buffer } from 'node:stream/consumers';
import { ManualClock } from '../scope/clock';
import { describeWithS3 } from '../testing/s3';
import { listing, objectsContract } from './objects.contract';
import { s3ClientOptions } from './s3-client';
import { S3Objects } from './s3-objects';

describeWithS3('objects in S3', (s3) => {
  const clock = new ManualClock();
  let objects: S3Objects;
  let raw: S3Client;

  beforeAll(() => {
    objects = new S3Objects({ ...s3().settings, clock, copyLimit: 6_000_000, listLimit: listing.listLimit });
    raw = new S3Client(s3ClientOptions(s3().settings, s3().settings.endpoint));
  });
  afterAll(async () => {
    await objects.close();
    raw.destroy();
  });

  const leftovers = async (): Promise<string[]> => {
    const { Uploads = [] } = await raw.send(new ListMultipartUploadsCommand({ Bucket: s3().settings.bucket }));
    return Uploads.map(({ Key = '' }) => Key);
  };

  it('are none before there is a bucket', async () => {
    expect(await objects.head('a/b')).toBeNull();
    expect(await objects.read('a/b')).toBeNull();
    await objects.delete('a/b');
    await objects.deletePrefix('a/');
    for await (const found of objects.list('')) throw new Error(`There should be no ${found.key}.`);
  });

  const ask = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });
  objectsContract(() => ({ objects, clock, ask, leftovers }));

  it('are copied in parts when they are large', async () => {
    const bytes = Buffer.alloc(17_000_000, 'video');
    await objects.put('large/a', bytes, { contentType: 'video/mp4', cacheControl: 'no-cache' });
    const made = await objects.copy('large/a', 'large/b');
    expect(made).toMatchObject({ bytes: bytes.length, contentType: 'video/mp4', cacheControl: 'no-cache' });
    const found = await objects.read('large/b');
    expect(found && bytes.equals(await buffer(found.stream))).toBe(true);
    expect(await leftovers()).toEqual([]);
  });
});
