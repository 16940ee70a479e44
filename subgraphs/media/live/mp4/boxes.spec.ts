import { BoxReader, boxesIn } from './boxes';
import { fragmentFacts } from './fragment';

const u32 = (...values: number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value])));
const box = (type: string, ...content: Buffer[]): Buffer => {
  const inner = Buffer.concat(content);
  return Buffer.concat([u32(inner.length + 8), Buffer.from(type, 'latin1'), inner]);
};
const long = (type: string, content: Buffer): Buffer =>
  Buffer.concat([u32(1), Buffer.from(type, 'latin1'), u32(0, content.length + 16), content]);

describe('boxes', () => {
  it.each([1, 3, 7, 1000])('come whole, in pieces of %i bytes', (size) => {
    const bytes = Buffer.concat([box('ftyp', u32(1, 2)), long('moov', u32(3)), box('free')]);
    const reader = new BoxReader();
    const read = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...reader.push(bytes.subarray(at, at + size)));
    expect(read.map(({ type, content }) => [type, content.toString('hex')])).toEqual([
      ['ftyp', '0000000100000002'],
      ['moov', '00000003'],
      ['free', ''],
    ]);
    expect(Buffer.concat(read.map((one) => one.bytes))).toEqual(bytes);
  });

  it.each<[string, Buffer]>([
    ['no size', Buffer.concat([u32(0), Buffer.from('mdat')])],
    ['a size of less than its head', Buffer.concat([u32(7), Buffer.from('mdat')])],
    ['more than a fragment has', Buffer.concat([u32(0x7fffffff), Buffer.from('mdat')])],
    ['more than any file has', Buffer.concat([u32(1), Buffer.from('mdat'), u32(0xffffffff, 0xffffffff)])],
    ['text', Buffer.from('#EXTM3U\n#EXT-X-VERSION:7\n')],
  ])('are none with %s', (_, bytes) => {
    expect(() => new BoxReader().push(bytes)).toThrow('A box of');
  });

  it('do not end in the middle of one that holds them', () => {
    expect(() => boxesIn(box('traf').subarray(0, 7))).toThrow('cut off');
  });
});

describe('a fragment', () => {
  const [key, other] = [0x02000000, 0x01010000];
  const header = (track: number, flags: number, ...fields: number[]): Buffer =>
    box('tfhd', u32(flags, track, ...fields));
  const run = (flags: number, samples: number, ...fields: number[]): Buffer =>
    box('trun', u32(flags, samples, ...fields));
  const moof = (...traf: Buffer[][]) =>
    boxesIn(box('moof', box('mfhd', u32(0, 1)), ...traf.map((boxes) => box('traf', ...boxes))))[0]!;
  const sound = [header(2, 0x28, 1024, key), run(0x1, 16, 999)];

  it.each([
    [
      'of one duration for all, the first one a key frame',
      [header(1, 0x20038, 3000, 40, other), run(0x205, 3, 500, key, 7, 8, 9)],
      { duration: 9000, isIndependent: true },
    ],
    [
      'that goes on from the one before',
      [header(1, 0x20038, 3000, 40, other), run(0x201, 2, 500, 7, 8)],
      { duration: 6000, isIndependent: false },
    ],
    [
      'with a duration, a size, flags and a place for each',
      [header(1, 0x1, 0, 77), run(0xf01, 2, 500, 10, 1, key, 0, 20, 1, other, 0)],
      { duration: 30, isIndependent: true },
    ],
    [
      'in two runs',
      [header(1, 0x2a, 5, 100, other), run(0, 1), run(0x100, 1, 50)],
      { duration: 150, isIndependent: false },
    ],
  ])('%s', (_, traf, facts) => {
    expect(fragmentFacts(moof(sound, traf), 1)).toEqual(facts);
  });

  it('needs samples of the picture', () => {
    for (const traf of [sound, [header(1, 0)], [header(1, 0), run(0, 0)]])
      expect(() => fragmentFacts(moof(traf), 1)).toThrow('A fragment without');
  });
});
