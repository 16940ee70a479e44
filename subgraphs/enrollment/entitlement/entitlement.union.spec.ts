import { isLive, strongest } from './entitlement.union';

const now = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-03T09:00:00Z');
const earlier = new Date('2026-03-01T09:00:00Z');
const period = (over: Partial<Parameters<typeof isLive>[0]> = {}) => ({
  startsAt: earlier,
  expiresAt: null,
  revokedAt: null,
  ...over,
});

it('is live from its start to the instant it expires', () => {
  expect(isLive(period({ startsAt: now }), now)).toBe(true);
  expect(isLive(period({ startsAt: later }), now)).toBe(false);
  expect(isLive(period({ expiresAt: now }), now)).toBe(false);
  expect(isLive(period({ expiresAt: new Date(now.getTime() + 1) }), now)).toBe(true);
  expect(isLive(period({ revokedAt: earlier }), now)).toBe(false);
});

it('Many grants, one access: the one that lasts longest decides', () => {
  const short = period({ expiresAt: later });
  const long = period({ expiresAt: new Date('2027-01-01') });
  const endless = period();
  for (const order of [
    [short, long, endless],
    [endless, long, short],
    [long, endless, short],
  ])
    expect(strongest(order, now)).toBe(endless);
  expect(strongest([short, long], now)).toBe(long);
  expect(strongest([period({ revokedAt: now })], now)).toBeNull();
  expect(strongest([], now)).toBeNull();
});
