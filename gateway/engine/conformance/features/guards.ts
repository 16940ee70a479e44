import { Viewer } from '../../../../kit/identity/viewer';
import type { Feature, FeatureSubgraph } from './feature';

const people: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    extend schema @link(url: "https://lyceum.test/badge/v1.0", import: ["@badge"]) @composeDirective(name: "@badge")
    directive @badge(label: String!) on FIELD_DEFINITION
    type Query {
      user: User @badge(label: "one") @tag(name: "public")
      users(first: Int = 2): [User!]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    }
    type User @key(fields: "id") @cost(weight: 2) {
      id: ID!
      name(style: String = "plain", secret: String = "unseen" @inaccessible): String
      email: String @authenticated
      hidden: String @inaccessible
    }
  `,
  resolvers: {
    Query: { user: () => ({ id: 'u1' }), users: () => [{ id: 'u1' }, { id: 'u2' }] },
    User: {
      name: (_: unknown, { style, secret }: { style: string; secret: string }) => `${style} ${secret}`,
      email: ({ id }: { id: string }) => `${id}@example.test`,
    },
  },
};
const payroll: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      salary: Int @requiresScopes(scopes: [["salary:read", "hr"], ["all"]])
      bonus: Int! @requiresScopes(scopes: [["salary:read"]])
      file: File @policy(policies: [["file.read"]])
    }
    type File {
      pages: Int
    }
  `,
  resolvers: {
    User: {
      __resolveReference: (reference: object) => reference,
      salary: () => 100,
      bonus: () => 7,
      file: () => ({ pages: 3 }),
    },
  },
};
const staff: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      actors: [Actor!]
      things: [Thing!]
    }
    interface Actor {
      contact: String
    }
    type Person implements Actor {
      contact: String @authenticated
    }
    type Robot implements Actor {
      contact: String
    }
    union Thing = Robot | Safe
    type Safe @authenticated {
      code: String
    }
  `,
  resolvers: {
    Query: {
      actors: () => [
        { __typename: 'Person', contact: 'Ada' },
        { __typename: 'Robot', contact: 'r2' },
      ],
      things: () => [
        { __typename: 'Robot', contact: 'r2' },
        { __typename: 'Safe', code: '1234' },
      ],
    },
  },
};
const subgraphs = { people, payroll };
const apolloDiffers = 'leaves it to the subgraphs';

function viewer(scopes: readonly string[], permissions: readonly string[] = []): Viewer {
  const grants = [{ role: 'some', permissions, organisationId: null, resource: null }];
  return new Viewer({ kind: 'person', id: 'p1', sessionId: null, grants, organisations: [], scopes });
}

export const guards: readonly Feature[] = [
  {
    name: 'what is @inaccessible keeps its default; @tag, @cost and composed directives change nothing',
    subgraphs,
    operation: '{ user { name(style: "bold") } }',
    data: { user: { name: 'bold unseen' } },
  },
  {
    name: '@authenticated: null and an error for whoever is not signed in',
    subgraphs,
    operation: '{ user { id email } }',
    viewer: Viewer.anonymous,
    data: { user: { id: 'u1', email: null } },
    errors: [['user', 'email']],
    calls: ['people'],
    apolloDiffers,
  },
  {
    name: '@authenticated: the field for whoever is',
    subgraphs,
    operation: '{ user { email } }',
    viewer: viewer([]),
    data: { user: { email: 'u1@example.test' } },
  },
  {
    name: '@requiresScopes: all scopes of one group, and the subgraph is not called without',
    subgraphs,
    operation: '{ user { id salary } }',
    viewer: viewer(['salary:read']),
    data: { user: { id: 'u1', salary: null } },
    errors: [['user', 'salary']],
    calls: ['people'],
    apolloDiffers,
  },
  {
    name: '@requiresScopes: any group will do',
    subgraphs,
    operation: '{ user { salary } }',
    viewer: viewer(['all']),
    data: { user: { salary: 100 } },
  },
  {
    name: '@requiresScopes on what must not be null: null bubbles up, in each item',
    subgraphs,
    operation: '{ user { bonus } }',
    viewer: viewer([]),
    data: { user: null },
    errors: [['user', 'bonus']],
    apolloDiffers,
  },
  {
    name: '@policy on an object: nothing below it is fetched',
    subgraphs,
    operation: '{ users { id file { pages } } }',
    viewer: viewer([], ['file.write']),
    data: {
      users: [
        { id: 'u1', file: null },
        { id: 'u2', file: null },
      ],
    },
    errors: [
      ['users', 0, 'file'],
      ['users', 1, 'file'],
    ],
    calls: ['people'],
    apolloDiffers,
  },
  {
    name: '@policy: the name of a permission that the viewer has',
    subgraphs,
    operation: '{ users { file { pages } } }',
    viewer: viewer([], ['file.read']),
    data: { users: [{ file: { pages: 3 } }, { file: { pages: 3 } }] },
  },
  {
    name: 'a field of an interface is guarded as strictly as that of any of its types',
    subgraphs: { staff },
    operation: '{ actors { contact } }',
    viewer: Viewer.anonymous,
    data: { actors: [{ contact: null }, { contact: null }] },
    errors: [
      ['actors', 0, 'contact'],
      ['actors', 1, 'contact'],
    ],
    apolloDiffers,
  },
  {
    name: 'asked of a type that is open, the same field is there',
    subgraphs: { staff },
    operation: '{ actors { ... on Robot { contact } } }',
    viewer: Viewer.anonymous,
    data: { actors: [{}, { contact: 'r2' }] },
  },
  {
    name: 'a guarded type in a union: its fields are null, the others are there',
    subgraphs: { staff },
    operation: '{ things { ... on Robot { contact } ... on Safe { code } } }',
    viewer: Viewer.anonymous,
    data: { things: [{ contact: 'r2' }, { code: null }] },
    errors: [['things', 1, 'code']],
    apolloDiffers,
  },
];
