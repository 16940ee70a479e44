import { checkDates, type RunDates } from './run.dates';

const dated: RunDates = {
  kind: 'DATED',
  startsAt: new Date('2026-03-29T00:30:00Z'),
  endsAt: null,
  zone: 'Europe/Lisbon',
};
const selfPaced: RunDates = { kind: 'SELF_PACED', startsAt: null, endsAt: null, zone: null };

function problems(dates: RunDates): unknown {
  try {
    checkDates(dates);
    return {};
  } catch (error) {
    return Object.keys((error as { facts: { fields: object } }).facts.fields);
  }
}

it.each<[string, RunDates, unknown]>([
  ['a dated run', dated, {}],
  ['a dated run with an end', { ...dated, endsAt: new Date('2026-05-01T00:00:00Z') }, {}],
  ['a self-paced run', selfPaced, {}],
  ['a dated run without a date or a zone', { ...selfPaced, kind: 'DATED' }, ['startsAt', 'zone']],
  ['an end before the start', { ...dated, endsAt: new Date('2026-03-01T00:00:00Z') }, ['endsAt']],
  ['an unknown zone', { ...dated, zone: 'Europe/Atlantis' }, ['zone']],
  ['a self-paced run with dates', { ...dated, kind: 'SELF_PACED' }, ['startsAt', 'zone']],
])('%s', (_, dates, expected) => {
  expect(problems(dates)).toEqual(expected);
});
