import { applyRewrites, renamedPath } from './rewrites';
import { TypeConditions } from './type-conditions';

const types = new TypeConditions({
  possibleTypes: { A: ['A'], B: ['B'], Either: ['A', 'B'] },
  guards: {},
  overrideLabels: [],
});
const rename = { kind: 'rename', path: [{ key: 'list' }, { type: 'A' }], key: 'a__alias_0', to: 'a' } as const;

function rewritten(list: unknown): unknown {
  const data = { list };
  applyRewrites([rename], data, types);
  return data.list;
}

it('renames in objects of the type, lists entered, and nowhere else', () => {
  const list = [
    { __typename: 'A', a__alias_0: 1 },
    [{ __typename: 'A', a__alias_0: 2 }],
    null,
    { __typename: 'B', a__alias_0: 3 },
  ];
  expect(rewritten(list)).toEqual([
    { __typename: 'A', a: 1 },
    [{ __typename: 'A', a: 2 }],
    null,
    { __typename: 'B', a__alias_0: 3 },
  ]);
});

it.each([
  [{ x: 1 }, { y: 2 }, { x: 1, y: 2 }],
  [
    [{ x: 1 }, null],
    [{ y: 2 }, null],
    [{ x: 1, y: 2 }, null],
  ],
  [null, { y: 2 }, null],
  [{ x: 1 }, null, null],
])('what was asked for under both names is one: %j and %j', (a, a__alias_0, expected) => {
  expect(rewritten([{ __typename: 'A', a, a__alias_0 }])).toEqual([{ __typename: 'A', a: expected }]);
});

it('sets what a subgraph knows by another name', () => {
  const data = { __typename: 'A', id: '1' };
  applyRewrites([{ kind: 'set', path: [{ type: 'Either' }], key: '__typename', value: 'Either' }], data, types);
  expect(data).toEqual({ __typename: 'Either', id: '1' });
});

it('errors are about the field, not about the name that it was asked by', () => {
  expect(renamedPath(['list', 0, 'a__alias_0', 'x'], [rename])).toEqual(['list', 0, 'a', 'x']);
});
