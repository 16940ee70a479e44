import { PlaybackGrant } from './grant.document';
import { GrantState, mayBecome, PlaybackEndReason, transitions } from './grant.states';

const all = Object.values(GrantState);
const edges = all.flatMap((from) => all.map((to) => [from, to] as const));
const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2) + seconds * 1_000);
const claims = { kind: 'person', id: 'a', sessionId: null, grants: [], organisations: [], scopes: [] } as const;

const grant = (given: Partial<PlaybackGrant> = {}): PlaybackGrant =>
  Object.assign(
    new PlaybackGrant(),
    { startedAt: at(0), renewedAt: at(0), heldSeconds: 0, expiresAt: at(60), endedAt: null, endReason: null },
    given,
  );
const standing: Record<GrantState, () => [PlaybackGrant, Date]> = {
  ACTIVE: () => [grant(), at(59.999)],
  EXPIRED: () => [grant(), at(60)],
  ENDED: () => [grant({ endedAt: at(5), endReason: PlaybackEndReason.STOPPED }), at(10)],
};

it.each(edges)('%s → %s is as the table says', (from, to) => {
  const [one, now] = standing[from]();
  expect(one.stateAt(now)).toBe(from);
  expect(mayBecome(from, to)).toBe(transitions[from].includes(to));
  if (to === GrantState.EXPIRED) return;
  const moved =
    to === GrantState.ACTIVE ? one.renew(now, at(1_000), claims) : one.end(now, PlaybackEndReason.NO_ACCESS);
  expect([moved, one.stateAt(now)]).toEqual([mayBecome(from, to), mayBecome(from, to) ? to : from]);
});

it('nobody has held it for the time of a pause', () => {
  const one = grant();
  expect(one.heldFor(at(10))).toBe(10);
  expect(one.heldFor(at(3_600))).toBe(60);
  one.renew(at(3_600), at(3_660), claims);
  expect(one.heldFor(at(3_610))).toBe(70);
  one.end(at(3_620), PlaybackEndReason.STOPPED);
  expect(one.heldFor(at(9_000))).toBe(80);
});
