import { livePolicies } from './policies';

const sdl = (directive: string) => `type Query { a: Int } type Subscription { plain: Int said: Int ${directive} }`;

it('reads how each field is served; what is not said is private and drops the oldest', () => {
  const policies = livePolicies(sdl('@live(access: "PUBLIC", overflow: "LATEST")'));
  expect(Object.fromEntries(policies)).toEqual({
    plain: { access: 'VIEWER', overflow: 'DROP_OLDEST' },
    said: { access: 'PUBLIC', overflow: 'LATEST' },
  });
  expect(livePolicies(sdl('@live(overflow: "DISCONNECT")')).get('said')).toEqual({
    access: 'VIEWER',
    overflow: 'DISCONNECT',
  });
  expect(livePolicies(sdl('@live(gate: "door")')).get('said')).toEqual({
    access: 'VIEWER',
    gate: 'door',
    overflow: 'DROP_OLDEST',
  });
  expect(livePolicies('type Query { a: Int }').size).toBe(0);
});

it('a policy that nobody can follow is refused with the supergraph', () => {
  expect(() => livePolicies(sdl('@live(access: "EVERYONE")'))).toThrow('PUBLIC');
});
