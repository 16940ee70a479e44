import { creditOf, type Claim } from './watch-credit';

const range = (from: number, to: number) => ({ from, to });
const credit = (claim: Partial<Claim>) =>
  creditOf({ ranges: [], credited: [], heldFor: 1_000, duration: 100, ...claim });

it('Watch ranges: nothing counts outside of the video', () => {
  expect(credit({ ranges: [range(-5, 10), range(90, 400), range(200, 300)] })).toEqual([range(0, 10), range(90, 100)]);
  expect(credit({ ranges: [range(20, 10), range(5, 5)] })).toEqual([]);
});

it('Watch ranges: no more counts than the time of the grant at double speed', () => {
  expect(credit({ ranges: [range(0, 100)], heldFor: 10 })).toEqual([range(0, 20)]);
  expect(credit({ ranges: [range(50, 100)], credited: [range(0, 15)], heldFor: 10 })).toEqual([range(50, 55)]);
  expect(credit({ ranges: [range(50, 100)], credited: [range(0, 20)], heldFor: 10 })).toEqual([]);
  expect(credit({ ranges: [range(0, 100)], heldFor: 0 })).toEqual([]);
});

it('Watch ranges: replays and overlaps gain nothing and cost nothing', () => {
  const ranges = [range(0, 10), range(5, 15), range(0, 10)];
  expect(credit({ ranges })).toEqual([range(0, 15)]);
  expect(credit({ ranges, credited: [range(0, 15)] })).toEqual([]);
  expect(credit({ ranges: [range(0, 20)], credited: [range(0, 15)], heldFor: 10 })).toEqual([range(15, 20)]);
});

it('a thousand pieces are enough for anybody', () => {
  const credited = Array.from({ length: 1_000 }, (_, index) => range(index * 2, index * 2 + 1));
  const claim = { credited, heldFor: 10_000, duration: 10_000 };
  expect(credit({ ...claim, ranges: [range(5_000, 5_001)] })).toEqual([]);
  expect(credit({ ...claim, ranges: [range(1, 2)] })).toEqual([range(1, 2)]);
});
