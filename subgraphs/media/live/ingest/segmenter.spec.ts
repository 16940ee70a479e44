import type { CutPart } from './part-cutter';
import { Segmenter, type Step } from './segmenter';

const startedAt = new Date('2026-11-01T10:00:00Z');
const segmenter = (): Segmenter => new Segmenter({ number: 2, startedAt }, []);
const cut = (name: string, given: Partial<CutPart> = {}): CutPart => ({
  kind: 'PART',
  bytes: Buffer.from(name),
  duration: 1 / 3,
  isIndependent: name.endsWith('0'),
  ...given,
});
const written = ({ written: files }: Step): string[] => files.map(({ path, bytes }) => `${path} ${bytes.toString()}`);

it('a second of parts is a segment with the bytes of all of them', () => {
  const made = segmenter();
  const steps = ['a0', 'b1', 'c2', 'd0'].map((name) => made.add(cut(name)));
  expect(steps.map(written)).toEqual([
    ['2/0.0.m4s a0'],
    ['2/0.1.m4s b1'],
    ['2/0.2.m4s c2', '2/0.m4s a0b1c2'],
    ['2/1.0.m4s d0'],
  ]);
  expect(steps.map(({ closed }) => closed?.number)).toEqual([undefined, undefined, 0, undefined]);
  expect(steps[3]!.segments).toMatchObject([
    { sequence: 0, state: 'WHOLE', duration: 1, startsAt: startedAt },
    { sequence: 1, state: 'OPEN', startsAt: new Date('2026-11-01T10:00:01Z') },
  ]);
});

it('the end of a take makes a segment of what there is, and nothing of nothing', () => {
  const made = segmenter();
  expect(made.end()).toBeNull();
  made.add(cut('a0'));
  const step = made.end()!;
  expect(written(step)).toEqual(['2/0.m4s a0']);
  expect(step.closed).toMatchObject({ number: 0, duration: 1 / 3, state: 'WHOLE' });
  expect(made.end()).toBeNull();
});

it('goes on counting where the takes before have ended', () => {
  const before = segmenter();
  before.add(cut('a0', { duration: 1 }));
  const made = new Segmenter({ number: 3, startedAt }, before.add(cut('b0', { duration: 1 })).segments);
  expect(made.add(cut('c0')).segments.map(({ sequence, take, number }) => [sequence, take, number])).toEqual([
    [0, 2, 0],
    [1, 2, 1],
    [2, 3, 0],
  ]);
});

it('lets go of parts with the segment that players are not shown any more', () => {
  const made = segmenter();
  const steps = Array.from({ length: 10 }, (_, at) => made.add(cut(`${at}0`, { duration: 1 })));
  expect(steps.map(({ gone }) => gone)).toEqual([...Array.from({ length: 8 }, () => []), ['2/0.0.m4s'], ['2/1.0.m4s']]);
  expect(steps[9]!.segments).toHaveLength(8);
});

it('a segment does not begin without a key frame', () => {
  const made = segmenter();
  expect(() => made.add(cut('a1'))).toThrow('no key frame');
});
