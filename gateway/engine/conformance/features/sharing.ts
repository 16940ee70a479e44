import type { Feature, FeatureSubgraph } from './feature';

const echo = (reference: object): object => reference;

const left: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      settings: Settings @shareable
      user: User
      author: User @provides(fields: "name team { motto }")
      sometimes: User
    }
    type Settings {
      theme: Theme @shareable
      font: String
    }
    type Theme {
      name: String @shareable
      dark: Boolean
    }
    type User @key(fields: "id") {
      id: ID!
      name: String @external
      team: Team @external
      tags: [Tag] @shareable
      old: String
      moving: String
      moved: String
    }
    type Team @key(fields: "id") {
      id: ID!
      motto: String @external
    }
    type Tag {
      code: String @shareable
      left: String!
    }
  `,
  resolvers: {
    Query: {
      settings: () => ({ theme: { name: 'night', dark: true }, font: 'serif' }),
      user: () => ({ id: 'u1' }),
      author: () => ({ id: 'u1', name: 'Ada', team: { id: 't1', motto: 'on' } }),
    },
    User: {
      __resolveReference: echo,
      tags: () => [{ code: 'a', left: 'la' }, null, { code: 'b', left: null }],
      old: () => 'left',
      moving: () => 'left',
      moved: () => 'left',
    },
  },
};
const right: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      settings: Settings @shareable
    }
    type Settings {
      theme: Theme @shareable
      zone: String
    }
    type Theme {
      name: String @shareable
      accent: String
    }
    type User @key(fields: "id") {
      id: ID!
      name: String @shareable
      team: Team @shareable
      tags: [Tag] @shareable
      old: String @override(from: "left")
      moving: String @override(from: "left", label: "percent(0)")
      moved: String @override(from: "left", label: "percent(100)")
    }
    type Team @key(fields: "id") {
      id: ID!
      motto: String @shareable
    }
    type Tag {
      code: String @shareable
      right: String
    }
  `,
  resolvers: {
    Query: { settings: () => ({ theme: { name: 'night', accent: 'teal' }, zone: 'UTC' }) },
    User: {
      __resolveReference: echo,
      name: () => 'Ada',
      team: () => ({ id: 't1', motto: 'on' }),
      tags: () => [{ code: 'a', right: 'ra' }, null, { code: 'b', right: 'rb' }],
      old: () => 'right',
      moving: () => 'right',
      moved: () => 'right',
    },
    Team: { __resolveReference: echo, motto: () => 'on' },
  },
};

const subgraphs = { left, right };

export const sharing: readonly Feature[] = [
  {
    name: 'a @shareable root field and its value types are put together from two subgraphs',
    subgraphs,
    operation: '{ settings { zone font theme { accent dark name } } }',
    data: { settings: { zone: 'UTC', font: 'serif', theme: { accent: 'teal', dark: true, name: 'night' } } },
    calls: ['left', 'right'],
  },
  {
    name: 'lists of value types are put together by position, with what failed on one side null',
    subgraphs,
    operation: '{ user { tags { code left right } } }',
    data: { user: { tags: [{ code: 'a', left: 'la', right: 'ra' }, null, null] } },
    errors: [['user', 'tags', 2, 'left']],
    calls: ['left', 'right'],
  },
  {
    name: '@provides saves a call, also for nested fields',
    subgraphs,
    operation: '{ author { name team { motto } } }',
    data: { author: { name: 'Ada', team: { motto: 'on' } } },
    calls: ['left'],
  },
  {
    name: 'what is @provides in one place is fetched in another',
    subgraphs,
    operation: '{ user { name team { motto } } }',
    data: { user: { name: 'Ada', team: { motto: 'on' } } },
    calls: ['left', 'right'],
  },
  {
    name: '@override takes a field away from its old subgraph',
    subgraphs,
    operation: '{ user { old } }',
    data: { user: { old: 'right' } },
    calls: ['left', 'right'],
  },
  {
    name: 'progressive @override: none at 0 percent',
    subgraphs,
    operation: '{ user { moving } }',
    data: { user: { moving: 'left' } },
    calls: ['left'],
  },
  {
    name: 'progressive @override: all at 100 percent',
    subgraphs,
    operation: '{ user { moved } }',
    data: { user: { moved: 'right' } },
    calls: ['left', 'right'],
    apolloDiffers: 'does not know progressive overrides',
  },
];
