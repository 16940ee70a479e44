import { demoRandom } from '../../../../kit/demo/world';
import { RtmpError } from './amf';
import { ChunkReader, writeMessage, type RtmpMessage } from './chunks';

const message = (bytes: number, facts: Partial<RtmpMessage> = {}): RtmpMessage => ({
  type: 9,
  timestamp: 40,
  streamId: 1,
  payload: Buffer.alloc(bytes, 7),
  ...facts,
});
const reader = (largest = 100_000): ChunkReader => new ChunkReader(() => largest);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

it('reads what it writes, wherever the bytes are cut', () => {
  const sent = [message(5), message(128), message(129), message(1_000), message(0)];
  const bytes = Buffer.concat(sent.map((one) => writeMessage(5, one)));
  for (let size = 1; size < 300; size += 7) {
    const chunks = reader();
    const read: RtmpMessage[] = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...chunks.read(bytes.subarray(at, at + size)));
    expect(read).toEqual(sent);
  }
});

it('counts time on by differences, as later chunks of a stream have them', () => {
  const chunks = reader();
  // Whole header at 16; then 4 later; then the same again without any header.
  const bytes = hex('05 000010 000001 09 01000000 aa  85 000004 bb  c5 cc');
  expect(chunks.read(bytes).map(({ timestamp, payload }) => [timestamp, payload.toString('hex')])).toEqual([
    [16, 'aa'],
    [20, 'bb'],
    [24, 'cc'],
  ]);
});

it('reads times past four hours and a half, and streams with large numbers', () => {
  expect(reader().read(hex('05 ffffff 000001 09 01000000 01000000 aa'))[0]!.timestamp).toBe(0x1000000);
  expect(reader().read(hex('00 05 000010 000001 09 01000000 aa'))).toHaveLength(1);
  expect(reader().read(hex('01 0501 000010 000001 09 01000000 aa'))).toHaveLength(1);
});

it('takes the size of chunks that it is told', () => {
  const bytes = Buffer.concat([hex('02 000000 000004 01 00000000 00001000'), hex('05 000000 0003e8 09 01000000')]);
  const [, second] = reader().read(Buffer.concat([bytes, Buffer.alloc(1_000, 1)]));
  expect(second!.payload).toHaveLength(1_000);
});

it.each([
  ['a message of 16 MB', hex('05 000000 ffffff 09 01000000')],
  ['a chunk that refers to nothing', hex('c5 00 00')],
  [
    'many chunk streams',
    Buffer.concat(
      Array.from({ length: 60 }, (_, id) =>
        Buffer.concat([Buffer.from([id + 2]), hex('000000 000002 09 01000000 aa')]),
      ),
    ),
  ],
])('Hostile input: %s', (_what, bytes) => {
  expect(() => reader().read(bytes)).toThrow(RtmpError);
});

it('Hostile input: noise is read or refused, and never more is kept than may be', () => {
  const random = demoRandom('chunks');
  for (let round = 0; round < 500; round += 1) {
    const bytes = Buffer.from(Array.from({ length: 400 }, () => Math.floor(random() * 256)));
    try {
      for (const { payload } of reader(1_000).read(bytes)) expect(payload.length).toBeLessThanOrEqual(1_000);
    } catch (error) {
      expect(error).toBeInstanceOf(RtmpError);
    }
  }
});
