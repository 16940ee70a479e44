import type { FieldShape, Leaf, SelectionShape, TypeShape } from '../compiled-operation';
import { Faults } from '../run/faults';
import { linkSelection } from './linked-shape';
import { project } from './project';

const base = { item: null, leaf: null, selection: null };
const leaf = (kind: Leaf['kind'], nullable = true): TypeShape => ({
  ...base,
  nullable,
  name: kind,
  leaf: kind === 'enum' ? { kind, values: ['DRAFT', 'PUBLISHED'] } : { kind },
});
const list = (item: TypeShape, nullable = true): TypeShape => ({ ...base, nullable, name: `[${item.name}]`, item });
const object = (selection: SelectionShape, nullable = true): TypeShape => ({
  ...base,
  nullable,
  name: selection.type,
  selection,
});
const field = (responseKey: string, type: TypeShape, part: Partial<FieldShape> = {}): FieldShape => ({
  responseKey,
  source: 'data',
  key: responseKey,
  coordinate: `T.${responseKey}`,
  type,
  denied: null,
  ...part,
});
const typename = field('__typename', leaf('String', false), { source: 'typename', key: '__typename' });
const selection = (fields: FieldShape[], type = 'T'): SelectionShape => ({
  type,
  isAbstract: false,
  fields,
  byType: null,
  types: [type],
});

function written(shape: SelectionShape, tree: object, faults = new Faults()) {
  const { text, errors } = project(linkSelection(shape), {
    tree: tree as Record<string, unknown>,
    faults,
    introspection: {},
    isShared: true,
  });
  return { data: JSON.parse(text) as unknown, text, paths: errors.map(({ path }) => path) };
}

it.each<[Leaf['kind'], unknown, unknown]>([
  ['Int', 7, 7],
  ['Int', -(2 ** 31), -(2 ** 31)],
  ['Float', 1.5, 1.5],
  ['Float', 2, 2],
  ['String', 'a "quoted"\n\u0000 \ud800 text', 'a "quoted"\n\u0000 \ud800 text'],
  ['Boolean', false, false],
  ['ID', 'x', 'x'],
  ['ID', 12, '12'],
  ['enum', 'DRAFT', 'DRAFT'],
  ['any', { deep: [1, null] }, { deep: [1, null] }],
])('%s takes %j', (kind, value, expected) => {
  expect(written(selection([field('a', leaf(kind))]), { a: value })).toMatchObject({
    data: { a: expected },
    paths: [],
  });
});

it.each<[Leaf['kind'], unknown]>([
  ['Int', 1.5],
  ['Int', 2 ** 31],
  ['Int', '7'],
  ['Float', 'NaN'],
  ['Float', true],
  ['String', 5],
  ['String', { a: 1 }],
  ['Boolean', 'true'],
  ['Boolean', 1],
  ['ID', 1.5],
  ['ID', {}],
  ['enum', 'DELETED'],
  ['enum', 1],
  ['enum', '__proto__'],
])('%s does not take %j, which a subgraph made up: null, and an error there', (kind, value) => {
  const shape = selection([field('a', leaf(kind)), field('b', leaf('Int'))]);
  expect(written(shape, { a: value, b: 1 })).toMatchObject({ data: { a: null, b: 1 }, paths: [['a']] });
});

it('null rises to the nearest place that may be null, and no further', () => {
  const inner = selection([field('must', leaf('Int', false))]);
  const lists = selection([
    field('loose', list(object(inner))),
    field('strict', list(object(inner, false))),
    field('strictest', list(list(object(inner, false), false), false)),
  ]);
  const value = [{ must: 1 }, { must: null }];
  expect(written(selection([lists.fields![0]!]), { loose: value }).data).toEqual({ loose: [{ must: 1 }, null] });
  expect(written(selection([lists.fields![1]!]), { strict: value })).toMatchObject({
    data: { strict: null },
    paths: [['strict', 1, 'must']],
  });
  expect(written(selection([lists.fields![2]!]), { strictest: [[], value] })).toMatchObject({
    data: null,
    paths: [['strictest', 1, 1, 'must']],
  });
});

it("writes a client's names, in its order, whatever they are called", () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a'];
  const shape = selection(names.map((name) => field(name, leaf('Int'), { key: 'value' })));
  const { text } = written(shape, { value: 1 });
  expect(text).toBe('{"__proto__":1,"constructor":1,"toString":1,"hasOwnProperty":1,"a":1}');
});

it('a field that is called like something inherited is null when no subgraph gave it', () => {
  const shape = selection([field('constructor', leaf('any')), field('__proto__', leaf('any'))]);
  expect(written(shape, {}).text).toBe('{"constructor":null,"__proto__":null}');
});

describe('an object of an abstract type', () => {
  const byType = { A: [typename, field('a', leaf('Int'))], B: [typename, field('b', leaf('Int'))] };
  const either: SelectionShape = { type: 'Either', isAbstract: true, fields: null, byType, types: ['A', 'B'] };
  const shape = selection([field('it', object(either))]);

  it('is written as its own type asks', () => {
    expect(written(shape, { it: { __typename: 'B', a: 1, b: 2 } }).data).toEqual({ it: { __typename: 'B', b: 2 } });
  });

  it.each([['C'], ['Either'], [undefined], ['constructor']])(
    'is null with an error where its type is %s, which it cannot be',
    (name) => {
      const it = { __typename: name, a: 1 };
      expect(written(shape, { it })).toMatchObject({ data: { it: null }, paths: [['it']] });
    },
  );

  it('needs no type where nothing depends on it; an @interfaceObject has none', () => {
    const open: SelectionShape = { ...either, fields: [field('a', leaf('Int'))], byType: null };
    const loose = selection([field('it', object(open))]);
    for (const name of [undefined, 'Either', 'A'])
      expect(written(loose, { it: { __typename: name, a: 1 } })).toMatchObject({ data: { it: { a: 1 } }, paths: [] });
  });
});

describe('errors of subgraphs', () => {
  const person = selection([
    field('firstName', leaf('String'), { key: 'name' }),
    field('again', leaf('String'), { key: 'name' }),
  ]);
  const shape = selection([field('people', list(object(person)), { key: 'users' })]);
  const fault = (message: string) => ({ error: { message }, service: 'users' });

  it("carry the client's own path, once for each name that it gave the field", () => {
    const tree = { users: [{ name: 'A' }, { name: null }] };
    const faults = new Faults();
    faults.place(tree, ['users', 1, 'name'], fault('no name'));
    expect(written(shape, tree, faults).paths).toEqual([
      ['people', 1, 'firstName'],
      ['people', 1, 'again'],
    ]);
  });

  it('whose place null has swallowed already keep the rest of their path', () => {
    const tree = { users: [null] };
    const faults = new Faults();
    faults.place(tree, ['users', 0, 'name'], fault('no name'));
    expect(written(shape, tree, faults)).toMatchObject({
      data: { people: [null] },
      paths: [['people', 0, 'firstName']],
    });
  });

  it('about what the client did not ask for stay inside', () => {
    const tree = { users: [{ name: 'A', secret: null }] };
    const faults = new Faults();
    faults.place(tree, ['users', 0, 'secret'], fault('no secret'));
    expect(written(shape, tree, faults).paths).toEqual([]);
  });

  it('are listed up to a bound, however many places have them', () => {
    const users = Array.from({ length: 1_000 }, () => ({ name: null }));
    const faults = new Faults();
    for (const user of users) faults.add(user, 'name', fault('no name'));
    expect(written(shape, { users }, faults).paths).toHaveLength(200);
  });

  it('an entity that is not there is null without an error, as far as that goes', () => {
    const strict = selection([field('name', leaf('String', false))]);
    const user = {};
    const faults = new Faults();
    faults.markAbsent(user, 'name');
    const loose = selection([field('user', object(strict))]);
    expect(written(loose, { user }, faults)).toMatchObject({ data: { user: null }, paths: [] });
    const promised = selection([field('user', object(strict, false))]);
    expect(written(promised, { user }, faults)).toMatchObject({ data: null, paths: [['user']] });
  });
});

it('what the viewer may not see is null with an error, and rises where the schema promises it', () => {
  const shape = selection([
    field('open', leaf('Int')),
    field('shut', leaf('Int'), { denied: 'UNAUTHENTICATED' }),
    field('shutToo', leaf('Int'), { denied: 'FORBIDDEN_FIELD' }),
  ]);
  expect(written(shape, { open: 1, shut: 2, shutToo: 3 })).toMatchObject({
    data: { open: 1, shut: null, shutToo: null },
    paths: [['shut'], ['shutToo']],
  });
  const promised = selection([field('shut', leaf('Int', false), { denied: 'UNAUTHENTICATED' })]);
  expect(written(promised, { shut: 2 }).data).toBeNull();
});
