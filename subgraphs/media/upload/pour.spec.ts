import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pour } from './pour';

async function poured(source: Readable): Promise<readonly [string, string]> {
  const target = new PassThrough();
  const [came, end] = await Promise.all([
    buffer(target),
    pour(source, target).then(
      () => 'whole',
      (error: Error) => error.message,
    ),
  ]);
  return [came.toString(), end];
}

const broken = (end: (source: Readable) => void): Readable => {
  const source = new PassThrough();
  source.write('some');
  setImmediate(() => end(source));
  return source;
};

it.each<[string, () => Readable, readonly [string, string]]>([
  ['to its end', () => Readable.from([Buffer.from('all')]), ['all', 'whole']],
  ['until it fails', () => broken((source) => source.destroy(new Error('Cut.'))), ['some', 'Cut.']],
  ['until it is closed', () => broken((source) => source.destroy()), ['some', expect.any(String) as string]],
  [
    'not at all where it has failed before',
    () => new Readable({ read: () => undefined }).once('error', () => undefined).destroy(new Error('Gone.')),
    ['', 'Gone.'],
  ],
])('what comes is written %s', async (_, source, expected) => {
  expect(await poured(source())).toEqual(expected);
});
