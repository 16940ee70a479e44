import { createHash } from 'node:crypto';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { costModel } from './cost-model';
import { Estimates } from './estimates';

const link = (imports: string): string => `
  schema @link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/cost/v0.1"${imports}) { query: Query mutation: Mutation }
  directive @link(url: String, import: [Any]) repeatable on SCHEMA
  scalar Any
`;

const types = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    me: User
    users: [User!]!
    grid: [[Cell]]
    top: [User] @listSize(assumedSize: 7)
    some(first: Int, last: Int): [User] @listSize(assumedSize: 5, slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
    exactly(first: Int, last: Int): [User] @listSize(slicingArguments: ["first", "last"])
    search(input: Search = { page: { first: 4 } }): Found @listSize(slicingArguments: ["input.page.first"], sizedFields: ["hits"], requireOneSlicingArgument: false)
    courses(first: Int = 20): CourseConnection @listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])
    node: Node
    anything: [Any2]
    filtered(by: Filter @cost(weight: 3), ids: [ID!] @cost(weight: 2), text: String): User
    heavy: Heavy
    report: Report
  }
  type Mutation { touch(input: Filter): User }
  input Search { page: Page text: String }
  input Page { first: Int = 6 }
  input Filter { name: String @cost(weight: 4) and: [Filter!] }
  type Found { hits: [User] total: Int @cost(weight: 5) }
  interface Node { id: ID! slow: Int node: Node }
  type User implements Node { id: ID! slow: Int node: Node name: String friends: [User] best: User }
  type Course implements Node { id: ID! slow: Int @cost(weight: 8) node: Node title: String author: User }
  type CourseConnection { edges: [CourseEdge] nodes: [Course] totalCount: Int @cost(weight: 5) }
  type CourseEdge { node: Course cursor: String }
  union Any2 = User | Course | Heavy
  type Heavy @cost(weight: 30) { id: ID! ratings: [Int] @cost(weight: 2) seal: Seal mood: Mood }
  type Cell { x: Int }
  scalar Seal @cost(weight: 6)
  enum Mood @cost(weight: 9) { GOOD BAD }
  type Report { lines: [String] }
`;

// As composition writes it: @cost goes by the name of its spec.
const sdl = link(', import: ["@listSize"]') + types;

function estimatesOf(supergraphSdl: string): Estimates {
  const schema = buildSchema(supergraphSdl, { assumeValid: true, assumeValidSDL: true });
  return new Estimates(schema, { model: costModel(supergraphSdl), usualSize: 10 });
}

const estimates = estimatesOf(sdl);

function estimate(source: string, variables: Record<string, unknown> = {}, of = estimates) {
  const document = parse(source);
  const operation = getOperationAST(document)!;
  const documentHash = createHash('sha256').update(source).digest('hex');
  return of.of({ document, operation, documentHash, operationName: null, variables });
}

const cost = (source: string, variables?: Record<string, unknown>): number => estimate(source, variables).estimated;

describe('what an operation is expected to cost', () => {
  it.each<[string, string, number, Record<string, unknown>?]>([
    ['an object is 1, a scalar 0', '{ me { id name } }', 1],
    ['a mutation 10 more, and an input object 1', 'mutation { touch(input: {}) { id } }', 12],
    ['objects in objects', '{ me { best { best { id } } } }', 3],
    ['a list of which nothing is said has its usual size', '{ users { id best { id } } }', 20],
    ['a list of lists', '{ grid { x } }', 100],
    ['introspection and __typename cost nothing of it', '{ __typename __schema { queryType { name } } }', 0],
    ['@cost on a type', '{ heavy { id } }', 30],
    ['@cost on a field, for each element of a list', '{ heavy { ratings } }', 30 + 10 * 2],
    ['@cost on a scalar and on an enum', '{ heavy { seal mood } }', 30 + 6 + 9],
    ['assumedSize', '{ top { id } }', 7],
    ['a slicing argument', '{ some(first: 3) { best { id } } }', 6],
    ['the larger of two', '{ some(first: 3, last: 4) { id } }', 4],
    ['none of them: assumedSize', '{ some { id } }', 5],
    ['null is none', '{ some(first: null) { id } }', 5],
    ['nothing is wanted', '{ some(first: 0) { id } }', 0],
    ['less than nothing is no size', '{ some(first: -3) { id } }', 5],
    ['a variable', 'query ($n: Int) { some(first: $n) { id } }', 9, { n: 9 }],
    ['the default of a variable', 'query ($n: Int = 8) { some(first: $n) { id } }', 8],
    ['null instead of the default of a variable', 'query ($n: Int = 8) { some(first: $n) { id } }', 5, { n: null }],
    ['the default of an argument', '{ courses { nodes { id } } }', 1 + 20],
    ['sized fields below', '{ courses(first: 3) { edges { cursor node { id } } nodes { id } } }', 1 + 6 + 3],
    ['sized fields in fragments', '{ courses(first: 3) { ...C } } fragment C on CourseConnection { nodes { id } }', 4],
    ['sized fields under an alias', '{ courses(first: 3) { all: nodes { id } } }', 4],
    ['@cost beside sized fields', '{ courses(first: 3) { totalCount } }', 6],
    ['a nested slicing argument', '{ search(input: { page: { first: 2 } }) { hits { id } } }', 1 + 2 + 2],
    ['its default in the input', '{ search(input: { page: {} }) { hits { id } } }', 1 + 6 + 2],
    ['the default of the whole input', '{ search { hits { id } } }', 1 + 4],
    [
      'a nested one in a variable',
      'query ($input: Search) { search(input: $input) { hits { id } } }',
      1 + 3 + 2,
      { input: { page: { first: 3 } } },
    ],
    [
      'a nested one half in a variable',
      'query ($n: Int) { search(input: { page: { first: $n } }) { hits { id } } }',
      1 + 5 + 2,
      { n: 5 },
    ],
    ['an argument of an input type with @cost', '{ filtered(by: { name: "x" }) { id } }', 1 + 3 + 4],
    ['input objects in a list', '{ filtered(by: { and: [{ name: "x" }, {}] }) { id } }', 1 + 3 + (1 + 4) + 1],
    ['each element of an argument', '{ filtered(ids: ["1", "2", "3"], text: "free") { id } }', 1 + 6],
    ['arguments in variables', 'query ($by: Filter) { filtered(by: $by) { id } }', 1 + 3 + 4, { by: { name: 'x' } }],
    ['an argument that is null', '{ filtered(by: null) { id } }', 1],
    [
      'the dearest of the types of an interface',
      '{ node { id ... on User { best { id } friends { id } } ... on Course { author { id } } } }',
      1 + 11,
    ],
    ['a field of an interface: the most of its types', '{ node { slow } }', 1 + 8],
    [
      'the dearest of the types of a union',
      '{ anything { ... on User { best { id } } ... on Heavy { seal } } }',
      10 * (30 + 6),
    ],
    [
      'what is asked twice counts once',
      '{ me { id } me { best { id } } ...M } fragment M on Query { me { best { name } } }',
      2,
    ],
    ['two aliases count twice', '{ a: me { id } b: me { id } }', 2],
    ['a list of scalars costs nothing', '{ report { lines } }', 1],
  ])('%s', (_, source, expected, ...[variables]) => {
    expect(cost(source, variables)).toBe(expected);
  });

  it.each([
    ['{ me @include(if: false) { id } }', {}, 0],
    ['query ($a: Boolean!) { me @include(if: $a) { id } }', { a: false }, 0],
    ['query ($a: Boolean!) { me @include(if: $a) { id } }', { a: true }, 1],
    ['query ($a: Boolean = true) { me @skip(if: $a) { id } }', {}, 0],
    ['query ($a: Boolean!) { me { id best @skip(if: $a) { id } } }', { a: true }, 1],
    [
      'query ($a: Boolean!, $b: Boolean!) { ... @include(if: $a) { me @skip(if: $b) { id } } }',
      { a: true, b: false },
      1,
    ],
    [
      'query ($a: Boolean!, $b: Boolean!) { ... @include(if: $a) { me @skip(if: $b) { id } } }',
      { a: true, b: true },
      0,
    ],
    ['query ($a: Boolean!) { me { id } me @include(if: $a) { best { id } } }', { a: false }, 1],
    ['query ($a: Boolean!) { me { id } me @include(if: $a) { best { id } } }', { a: true }, 2],
  ])('what @skip and @include leave out does not count: %s %j', (source, variables, expected) => {
    expect(cost(source, variables)).toBe(expected);
  });

  it('the fixed part is the operation and the arguments of its root fields', () => {
    expect(estimate('mutation { touch(input: { name: "x" }) { id friends { id } } }')).toEqual({
      estimated: 10 + 5 + 11,
      fixed: 15,
    });
  });

  it.each(['{ exactly { id } }', '{ exactly(first: 1, last: 1) { id } }'])('refuses %s', (source) => {
    expect(() => cost(source)).toThrow('Query.exactly needs exactly one of: first, last.');
  });

  it('takes exactly one slicing argument', () => {
    expect(cost('{ exactly(last: 2) { id } }')).toBe(2);
  });
});

describe('names that @link gives the directives', () => {
  const renamed = types.replace(/@cost/g, '@weight').replace(/@listSize/g, '@sized');
  const prefixed = types.replace(/@cost/g, '@price').replace(/@listSize/g, '@price__listSize');
  it.each([
    [
      'imported under others',
      link(', import: [{ name: "@cost", as: "@weight" }, { name: "@listSize", as: "@sized" }]') + renamed,
    ],
    ['behind the name of the spec', link(', as: "price"') + prefixed],
    ['imported as they are', link(', import: ["@cost", "@listSize"]') + types],
  ])('%s', (_, supergraph) => {
    const own = estimatesOf(supergraph);
    expect(estimate('{ top { id } heavy { id } }', {}, own).estimated).toBe(7 + 30);
  });

  it('directives that merely share a name say nothing', () => {
    const own = estimatesOf(types);
    expect(estimate('{ top { id } heavy { id } }', {}, own).estimated).toBe(10 + 1);
  });
});

describe('bombs', () => {
  const range = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');

  it('a fragment is measured once, however often it is spread', () => {
    const fragments = range(
      60,
      (level) => `fragment F${level} on User { a: best { ...F${level + 1} } b: best { ...F${level + 1} } }`,
    );
    expect(cost(`{ me { ...F0 } } ${fragments} fragment F60 on User { id }`)).toBeGreaterThan(2 ** 52);
  });

  it('types in types that come to too many combinations are refused', () => {
    const chain = (length: number): string => (length === 0 ? 'id' : `x: node { ${chain(length - 1)} }`);
    const level = (length: number): string => {
      if (length === 0) return 'id';
      const one = `x: node { ${chain(length - 1)} }`;
      return `x: node { ${level(length - 1)} } ... on User { ${one} } ... on Course { ${one} }`;
    };
    expect(() => cost(`{ node { ${level(13)} } }`)).toThrow('exceeds the limit of 20000 for selections');
  });
});
