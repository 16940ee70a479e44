import { dueReminder, nextReminder } from './live-reminder';

const at = (text: string): Date => new Date(`2026-05-0${text}:00Z`);
const scheduledAt = at('5T12:00');

it.each([
  ['long before', at('1T12:00'), at('4T12:00')],
  ['when the first is due', at('4T12:00'), at('5T11:50')],
  ['on the same day', at('5T10:00'), at('5T11:50')],
  ['minutes before', at('5T11:55'), null],
])('the next reminder, %s', (_when, now, due) => {
  expect(nextReminder(scheduledAt, now)).toEqual(due);
});

it.each([
  ['too early', at('4T11:59'), null],
  ['a day before', at('4T12:00'), 1440],
  ['hours late', at('5T09:00'), 1440],
  ['ten minutes before', at('5T11:50'), 10],
  ['once it has begun', at('5T12:00'), null],
])('which reminder is due, %s', (_when, now, minutes) => {
  expect(dueReminder(scheduledAt, now)).toBe(minutes);
});
