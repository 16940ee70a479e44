import { quietUntil } from './quiet-hours';
import { readMinutes, writeMinutes } from './wall-clock';

const quiet = (from: string, until: string) => ({ from: readMinutes(from), until: readMinutes(until) });
const end = (now: string, hours: ReturnType<typeof quiet>, zone = 'Europe/Berlin'): string | null =>
  quietUntil(new Date(now), hours, zone)?.toISOString().slice(0, 16) ?? null;

it('minutes are read and written', () => {
  for (const text of ['00:00', '07:05', '23:59']) expect(writeMinutes(readMinutes(text))).toBe(text);
});

it.each([
  ['before midnight', '2027-01-10T22:00Z', '2027-01-11T06:00'],
  ['after midnight', '2027-01-11T01:00Z', '2027-01-11T06:00'],
  ['at its first minute', '2027-01-10T21:00Z', '2027-01-11T06:00'],
  ['in its last minute', '2027-01-11T05:59:59Z', '2027-01-11T06:00'],
  ['when it is over', '2027-01-11T06:00Z', null],
  ['a minute before it', '2027-01-10T20:59:59Z', null],
])('quiet hours in the person’s zone, over midnight: %s', (_, now, until) => {
  expect(end(now, quiet('22:00', '07:00'))).toBe(until);
});

it('quiet hours of one day, and none where they begin when they end', () => {
  expect(end('2027-01-10T12:30Z', quiet('13:00', '14:00'))).toBe('2027-01-10T13:00');
  expect(end('2027-01-10T12:30Z', quiet('13:00', '13:00'))).toBeNull();
});

it.each([
  // Spring: 02:00 is 03:00 on 2027-03-28.
  ['forward, over the night', '2027-03-27T22:00Z', quiet('22:00', '07:00'), '2027-03-28T05:00'],
  ['forward, ends in the hour that is left out', '2027-03-28T00:30Z', quiet('22:00', '02:30'), '2027-03-28T01:00'],
  ['forward, has begun in the hour that is left out', '2027-03-28T01:10Z', quiet('02:30', '05:00'), '2027-03-28T03:00'],
  // Autumn: 03:00 is 02:00 on 2027-10-31.
  ['back, over the night', '2027-10-30T22:00Z', quiet('22:00', '07:00'), '2027-10-31T06:00'],
  ['back, ends in the hour that comes twice', '2027-10-31T00:10Z', quiet('22:00', '02:30'), '2027-10-31T00:30'],
  ['back, and again in the second of the two', '2027-10-31T01:10Z', quiet('22:00', '02:30'), '2027-10-31T01:30'],
  ['back, between the two', '2027-10-31T00:40Z', quiet('22:00', '02:30'), null],
])('quiet hours over both DST edges: %s', (_, now, hours, until) => {
  expect(end(now, hours)).toBe(until);
});

it('quiet hours where the clock is changed by half an hour, at midnight, or never', () => {
  expect(end('2027-10-02T15:00Z', quiet('22:00', '02:15'), 'Australia/Lord_Howe')).toBe('2027-10-02T15:30');
  expect(end('2027-09-05T03:30Z', quiet('22:00', '00:30'), 'America/Santiago')).toBe('2027-09-05T04:00');
  expect(end('2027-03-28T19:00Z', quiet('22:00', '07:00'), 'Asia/Kolkata')).toBe('2027-03-29T01:30');
});
