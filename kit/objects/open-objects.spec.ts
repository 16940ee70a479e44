import { join } from 'node:path';
import { readConfig, type Config } from '../config/config';
import { Secrets } from '../config/secrets';
import { ManualClock } from '../scope/clock';
import { FolderObjects } from './folder-objects';
import { openObjects } from './open-objects';
import { S3Objects } from './s3-objects';

const secret = 'a secret that only tests know, forty-two';
const clock = new ManualClock();
const open = (settings: Partial<Record<keyof Config, string>>) =>
  openObjects({ config: readConfig({ LYCEUM_SECRET: secret, ...settings }), secrets: new Secrets(secret), clock });

describe('the store of objects', () => {
  const s3 = { OBJECTS_URL: 'http://s3:8333', OBJECTS_ACCESS_KEY: 'lyceum', OBJECTS_SECRET_KEY: 'key' };

  it('is a folder in the data folder unless settings name another', () => {
    const objects = open({ LYCEUM_DATA: '/data' });
    expect(objects).toBeInstanceOf(FolderObjects);
    expect((objects as FolderObjects).folder).toBe(join('/data', 'objects'));
  });

  it('signs URLs for where clients reach it', async () => {
    const urls = [
      await open({ PUBLIC_URL: 'https://learn.example' }).signedUrl('media/a', { expiresIn: 60 }),
      await open({ PUBLIC_URL: 'https://learn.example/' }).signedUrl('media/a', { expiresIn: 60 }),
      await open(s3).signedUrl('media/a', { expiresIn: 60 }),
      await open({ ...s3, OBJECTS_PUBLIC_URL: 'https://cdn.example' }).signedUrl('media/a', { expiresIn: 60 }),
      await open({ ...s3, OBJECTS_BUCKET: 'films', OBJECTS_PATH_STYLE: 'false' }).signedUrl('media/a', {
        expiresIn: 60,
      }),
    ];
    expect(urls.map((url) => url.split('?')[0])).toEqual([
      'https://learn.example/media/objects/a',
      'https://learn.example/media/objects/a',
      'http://s3:8333/lyceum/media/a',
      'https://cdn.example/lyceum/media/a',
      'http://films.s3:8333/media/a',
    ]);
  });

  it('is S3 where settings name one, reached by nobody before it is used', async () => {
    const objects = open(s3);
    expect(objects).toBeInstanceOf(S3Objects);
    await objects.close();
  });

  it.each(['OBJECTS_ACCESS_KEY', 'OBJECTS_SECRET_KEY'])('is not opened with half of a key: %s', (name) => {
    expect(() => open({ ...s3, [name]: '' })).toThrow('OBJECTS_ACCESS_KEY and OBJECTS_SECRET_KEY go together.');
  });
});
