import { cut, lengthOf, merge, without, type Range } from '../../../kit/learning/ranges';
import { nothingWatched, Viewing, WallClock } from './watch-ranges';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2) + seconds * 1000);
const range = (from: number, to: number): Range => ({ from, to });

function watchAlone(reports: readonly { at: number; ranges: Range[] }[], duration: number) {
  const viewing = new Viewing(new WallClock(), at(0));
  return reports.reduce(
    (watched, report) => viewing.credit({ at: at(report.at), ranges: report.ranges }, watched, duration),
    nothingWatched,
  );
}

it('merges overlaps and what touches, and clamps to the video', () => {
  expect(merge([range(10, 20), range(-5, 3), range(15, 25), range(25, 30), range(90, 900)], 100)).toEqual([
    range(0, 3),
    range(10, 30),
    range(90, 100),
  ]);
  expect(merge([range(5, 5), range(9, 2), range(200, 300)], 100)).toEqual([]);
});

it('takes away what is covered, and cuts to a length', () => {
  expect(without([range(0, 10), range(20, 30)], [range(2, 4), range(8, 22), range(40, 50)])).toEqual([
    range(0, 2),
    range(4, 8),
    range(22, 30),
  ]);
  expect(without([range(0, 10)], [range(20, 30)])).toEqual([range(0, 10)]);
  expect(without([range(20, 30)], [range(0, 10)])).toEqual([range(20, 30)]);
  expect(cut([range(0, 10), range(20, 30)], 14)).toEqual([range(0, 10), range(20, 24)]);
  expect(cut([range(0, 10)], -3)).toEqual([]);
});

it('Watch ranges: replays and overlaps count once', () => {
  const watched = watchAlone(
    [
      { at: 10, ranges: [range(0, 10)] },
      { at: 20, ranges: [range(0, 10)] },
      { at: 30, ranges: [range(5, 15)] },
    ],
    100,
  );
  expect(watched).toEqual({ ranges: [range(0, 15)], seconds: 15 });
});

it('Watch ranges: a seek to the end gains the end only', () => {
  expect(watchAlone([{ at: 10, ranges: [range(0, 5), range(595, 600)] }], 600).seconds).toBe(10);
});

it('Watch ranges: forged ranges gain no more than the wall clock allows at the fastest playback', () => {
  expect(watchAlone([{ at: 10, ranges: [range(0, 600)] }], 600).seconds).toBe(20);
  expect(watchAlone([{ at: 0, ranges: [range(0, 600)] }], 600).seconds).toBe(0);
  expect(
    watchAlone(
      [
        { at: 10, ranges: [range(0, 600)] },
        { at: 10, ranges: [range(0, 600)] },
      ],
      600,
    ).seconds,
  ).toBe(20);
});

it('Watch ranges: many sessions at once have one wall clock', () => {
  const clock = new WallClock();
  const sessions = Array.from({ length: 10 }, () => new Viewing(clock, at(0)));
  const forged = sessions.reduce(
    (watched, session, index) =>
      session.credit({ at: at(10), ranges: [range(index * 60, index * 60 + 60)] }, watched, 600),
    nothingWatched,
  );
  expect(forged.seconds).toBe(20);
});

it('Watch ranges: two honest players side by side both count', () => {
  const clock = new WallClock();
  const [one, other] = [new Viewing(clock, at(0)), new Viewing(clock, at(0))];
  let [first, second] = [nothingWatched, nothingWatched];
  for (let now = 5; now <= 100; now += 10) {
    first = one.credit({ at: at(now), ranges: [range(Math.max(0, now - 10), now)] }, first, 600);
    second = other.credit({ at: at(now + 5), ranges: [range(now - 5, now + 5)] }, second, 600);
  }
  expect(first.seconds).toBeGreaterThanOrEqual(90);
  expect(second.seconds).toBeGreaterThanOrEqual(90);
});

it("Watch ranges: time with the player closed is nobody's", () => {
  const clock = new WallClock();
  expect(clock.claim(at(0), at(10))).toBe(10);
  expect(clock.claim(at(100), at(110))).toBe(10);
  expect(clock.claim(at(0), at(200))).toBe(180);
  expect(clock.claim(at(50), at(40))).toBe(0);
});

it('never credits more than the video or twice the time, whatever is claimed', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    let state = seed;
    const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    const reports = Array.from({ length: 20 }, (_, index) => ({
      at: index * 7,
      ranges: [range(random(900) - 100, random(900)), range(random(900), random(900))],
    }));
    const watched = watchAlone(reports, 600);
    expect(watched.seconds).toBeLessThanOrEqual(Math.min(600, 19 * 7 * 2) + 1e-6);
    expect(watched.seconds).toBeCloseTo(lengthOf(watched.ranges));
  }
});
