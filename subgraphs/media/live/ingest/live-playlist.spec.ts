import { livePlaylist, nextPart, type LiveShown } from './live-playlist';
import type { LiveSegment } from './live-window.document';

const part = { duration: 1 / 3 };
const startsAt = new Date('2026-11-01T10:00:00Z');
const segment = (sequence: number, given: Partial<LiveSegment> = {}): LiveSegment => ({
  sequence,
  take: 0,
  number: sequence,
  startsAt: new Date(Number(startsAt) + sequence * 1_000),
  duration: 1,
  parts: [part, part, part],
  state: 'WHOLE',
  ...given,
});
const open = (sequence: number, parts: number, given: Partial<LiveSegment> = {}): LiveSegment =>
  segment(sequence, { parts: Array.from({ length: parts }, () => part), duration: parts / 3, state: 'OPEN', ...given });
const shown = (segments: readonly LiveSegment[], given: Partial<LiveShown> = {}): LiveShown => ({
  take: 0,
  segments,
  isSending: true,
  isOver: false,
  ...given,
});
const lines = (of: LiveShown): string[] => livePlaylist(of).trimEnd().split('\n');

it('names parts of what is about to be whole, and what comes next', () => {
  expect(lines(shown([segment(3), open(4, 2)]))).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.002',
    '#EXT-X-PART-INF:PART-TARGET=0.334',
    '#EXT-X-MEDIA-SEQUENCE:3',
    '#EXT-X-DISCONTINUITY-SEQUENCE:0',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="0/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T10:00:03.000Z',
    '#EXT-X-PART:DURATION=0.333333,URI="0/3.0.m4s",INDEPENDENT=YES',
    '#EXT-X-PART:DURATION=0.333333,URI="0/3.1.m4s"',
    '#EXT-X-PART:DURATION=0.333333,URI="0/3.2.m4s"',
    '#EXTINF:1.000000,',
    '0/3.m4s',
    '#EXT-X-PART:DURATION=0.333333,URI="0/4.0.m4s",INDEPENDENT=YES',
    '#EXT-X-PART:DURATION=0.333333,URI="0/4.1.m4s"',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="0/4.2.m4s"',
  ]);
});

it('names parts of the last three target durations only, and all segments for players without low latency', () => {
  const text = livePlaylist(shown([0, 1, 2, 3, 4, 5, 6, 7].map((number) => segment(number))));
  expect(text.match(/^0\/\d+\.m4s$/gm)).toHaveLength(8);
  expect([...text.matchAll(/PART:.*URI="0\/(\d+)\.0\.m4s"/g)].map(([, number]) => Number(number))).toEqual([
    2, 3, 4, 5, 6, 7,
  ]);
});

it('counts segments on through all takes, and a discontinuity for each take, also for one without a picture', () => {
  const own = { take: 3, startsAt: new Date('2026-11-01T10:02:00Z') };
  const segments = [
    segment(8, { take: 1, number: 5 }),
    open(9, 1, { take: 1, number: 6, state: 'GAP' }),
    segment(10, { ...own, number: 0 }),
  ];
  expect(lines(shown(segments, { take: 3 })).slice(5)).toEqual([
    '#EXT-X-MEDIA-SEQUENCE:8',
    '#EXT-X-DISCONTINUITY-SEQUENCE:1',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="1/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T10:00:08.000Z',
    ...[0, 1, 2].map((at) => `#EXT-X-PART:DURATION=0.333333,URI="1/5.${at}.m4s"${at ? '' : ',INDEPENDENT=YES'}`),
    '#EXTINF:1.000000,',
    '1/5.m4s',
    '#EXT-X-PART:DURATION=0.333333,URI="1/6.0.m4s",INDEPENDENT=YES',
    '#EXT-X-GAP',
    '#EXTINF:0.333333,',
    '1/6.m4s',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-MAP:URI="3/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T10:02:00.000Z',
    ...[0, 1, 2].map((at) => `#EXT-X-PART:DURATION=0.333333,URI="3/0.${at}.m4s"${at ? '' : ',INDEPENDENT=YES'}`),
    '#EXTINF:1.000000,',
    '3/0.m4s',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="3/1.0.m4s"',
  ]);
});

it('offers to wait only while somebody sends', () => {
  const text = livePlaylist(shown([segment(0)], { isSending: false }));
  expect(text).toContain('#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=1.002\n');
  expect(text).not.toMatch(/CAN-BLOCK-RELOAD|PRELOAD-HINT|ENDLIST/);
});

it('says when nothing follows', () => {
  const text = livePlaylist(shown([segment(3), segment(4)], { isSending: false, isOver: true }));
  expect(text).toMatch(/0\/4\.m4s\n#EXT-X-ENDLIST\n$/);
  expect(text).not.toMatch(/PART|SERVER-CONTROL/);
});

it.each<[string, LiveSegment[], number, string]>([
  ['before there is anything', [], 0, '0/0.0'],
  ['within a segment', [segment(0), open(1, 2)], 0, '0/1.2'],
  ['after a segment', [open(0, 3, { state: 'WHOLE' })], 0, '0/1.0'],
  ['of a take that has sent nothing yet', [segment(7)], 1, '1/0.0'],
])('knows which part comes next %s', (_, segments, take, next) => {
  const { take: ofTake, number, part: at } = nextPart({ take, segments });
  expect(`${ofTake}/${number}.${at}`).toBe(next);
});
