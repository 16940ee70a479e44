import { CaseState, transitions } from './case.states';

const all = Object.values(CaseState);
const allowed = [
  'OPEN → CLAIMED',
  'OPEN → DECIDED',
  'CLAIMED → OPEN',
  'CLAIMED → DECIDED',
  'DECIDED → OPEN',
  'DECIDED → APPEALED',
  'APPEALED → DECIDED',
];

it.each(all.flatMap((from) => all.map((to) => [from, to] as const)))(
  'a case goes from %s to %s only where it may',
  (from, to) => {
    expect(transitions[from].includes(to)).toBe(allowed.includes(`${from} → ${to}`));
  },
);
