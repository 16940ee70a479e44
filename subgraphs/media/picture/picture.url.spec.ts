import { stableLifetime } from './picture.url';

const hour = 60 * 60;
const expiryOf = (text: string): number => Math.floor(Date.parse(text) / 1_000) + stableLifetime(new Date(text));

it('a picture has the same address for hours, and the address holds for hours more', () => {
  expect(expiryOf('2026-03-02T06:00:00.000Z')).toBe(expiryOf('2026-03-02T11:59:59.999Z'));
  expect(stableLifetime(new Date('2026-03-02T06:00:00.000Z'))).toBe(12 * hour);
  expect(stableLifetime(new Date('2026-03-02T11:59:59.000Z'))).toBe(6 * hour + 1);
});
