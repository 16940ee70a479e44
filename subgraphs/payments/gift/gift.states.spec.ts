import { giftMayBecome, GiftState, giftTransitions } from './gift.states';

const states = Object.values(GiftState);
const allowed = ['PLANNED ISSUED', 'ISSUED REDEEMED', 'ISSUED REVOKED'];

it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))(
  'a gift that is %s becomes %s or not',
  (from, to) => {
    expect(giftMayBecome(from, to)).toBe(allowed.includes(`${from} ${to}`));
  },
);

it('each state says where it leads', () => {
  expect(Object.keys(giftTransitions).toSorted()).toEqual([...states].toSorted());
});
