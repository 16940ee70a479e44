import { LiveSessionState, mayBecome } from './live-session.states';

const states = Object.values(LiveSessionState);
const allowed = new Set(['SCHEDULED→LIVE', 'SCHEDULED→CANCELLED', 'LIVE→ENDED']);
const edges = states.flatMap((from) => states.map((to) => [from, to] as const));

it.each(edges)('a live session that is %s: whether it may become %s', (from, to) => {
  expect(mayBecome(from, to)).toBe(allowed.has(`${from}→${to}`));
});
