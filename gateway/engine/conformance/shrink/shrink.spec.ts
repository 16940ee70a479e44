import { buildSchema, parse, print, validate } from 'graphql';
import type { GeneratedOperation } from '../generate/operation';
import { printCase } from './print-case';
import { shrink } from './shrink';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    user(id: ID): User
    other: User
  }
  type User {
    name(style: String, length: Int): String
    age: Int
    friends(first: Int): [User]
  }
`);

const start: GeneratedOperation = {
  document: parse(/* GraphQL */ `
    query Big($id: ID, $first: Int, $unused: Int) {
      other {
        age
      }
      me: user(id: $id) {
        ...Friends @include(if: true)
        name(style: "x", length: $unused)
      }
    }
    query Second {
      __typename
    }
    fragment Friends on User {
      age
      friends(first: $first) {
        ... on User {
          a: age
          alias: name(style: "bad", length: 3) @skip(if: false)
        }
      }
    }
  `),
  variables: { id: 'u1', first: 2, unused: null },
  viewer: 'anonymous',
};

/** A failure that needs a name with a bad style, below friends. */
function fails({ document }: GeneratedOperation): Promise<boolean> {
  return Promise.resolve(/friends[^]*name\([^)]*style: "bad"/.test(print(document)));
}

it('takes away all that a failure does not need', async () => {
  const smallest = await shrink(schema, start, fails);
  expect(print(smallest.document)).toBe('{\n  user {\n    friends {\n      name(style: "bad")\n    }\n  }\n}');
  expect(smallest).toMatchObject({ variables: {}, viewer: 'system' });
});

it('never tries what is not valid', async () => {
  const tried: GeneratedOperation[] = [];
  await shrink(schema, start, (candidate) => {
    tried.push(candidate);
    return fails(candidate);
  });
  expect(tried.length).toBeGreaterThan(10);
  expect(tried.flatMap(({ document }) => validate(schema, document))).toEqual([]);
});

it('prints a case that can be pasted: nothing in it ends its template', () => {
  const document = parse('{ user(id: "`${x}\\\\") { age } }');
  const result = { data: null, errors: [{ path: ['user', 'age'], message: 'no' }] };
  const failure = { seed: 7, differences: ['the data differ'], expected: result, actual: result };
  const printed = printCase({ ...start, ...failure, document });
  expect(printed).toContain('\\`\\${x}');
  expect(printed).toContain('errors: [["user","age"]]');
});
