import { instantOf, releaseOf } from './release';

const lessonId = 'b';
const facts = (over: Partial<Parameters<typeof releaseOf>[1]>) => ({
  lessonId,
  now: new Date('2026-03-01T00:00:00Z'),
  enrolledAt: new Date('2026-02-01T00:00:00Z'),
  completed: new Set<string>(),
  ...over,
});

it('late and DST: a day is a calendar day where the clock goes forward', () => {
  const enrolledAt = new Date('2026-03-28T09:00:00+01:00');
  const rules = [{ kind: 'DAYS_AFTER_ENROLLMENT' as const, days: 1, zone: 'Europe/Berlin' }];
  expect(releaseOf(rules, facts({ enrolledAt })).at).toEqual(new Date('2026-03-29T09:00:00+02:00'));
});

it('late and DST: a day is a calendar day where the clock goes back', () => {
  const enrolledAt = new Date('2026-10-24T09:00:00+02:00');
  const rules = [{ kind: 'DAYS_AFTER_ENROLLMENT' as const, days: 1, zone: 'Europe/Berlin' }];
  expect(releaseOf(rules, facts({ enrolledAt })).at).toEqual(new Date('2026-10-25T09:00:00+01:00'));
});

it('late and DST: a wall-clock time that does not exist, and one that exists twice', () => {
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T03:30:00+02:00'));
  expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toEqual(new Date('2026-10-25T02:30:00+02:00'));
  expect(instantOf('2026-10-25T02:30', 'Mars/Olympus')).toBeNull();
});

it('drip, prerequisites: a later rule never locks a completed lesson', () => {
  const rules = [{ kind: 'AFTER_LESSON' as const, lessonId: 'a' }];
  expect(releaseOf(rules, facts({}))).toEqual({ isReleased: false, at: null, waitingFor: ['a'] });
  expect(releaseOf(rules, facts({ completed: new Set([lessonId]) })).isReleased).toBe(true);
});

it('opens at the boundary instant, not a millisecond before', () => {
  const rules = [
    { kind: 'AT' as const, local: '2026-03-02T09:00', zone: 'Europe/Lisbon', instant: '2026-03-02T09:00:00.000Z' },
  ];
  expect(releaseOf(rules, facts({ now: new Date('2026-03-02T08:59:59.999Z') })).isReleased).toBe(false);
  expect(releaseOf(rules, facts({ now: new Date('2026-03-02T09:00:00Z') })).isReleased).toBe(true);
});
