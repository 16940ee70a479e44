import type { Feature, FeatureSubgraph } from './feature';

interface Cell {
  readonly id: string;
}

const cell = (id: string): Cell => ({ id });
const boom = (): never => {
  throw new Error('boom');
};

const grid: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      loose: [[Cell]]
      strict: [[Cell!]!]
      strictest: [[Cell!]!]!
      row: [Cell]!
      broken: Cell!
      partly: [Cell]
      alone: Cell
    }
    type Cell @key(fields: "id") {
      id: ID!
      must: Int!
    }
  `,
  resolvers: {
    Query: {
      loose: () => [[cell('a'), null, cell('b')], null, [], [null, cell('a')]],
      strict: () => [[cell('a')], [cell('b'), cell('x')]],
      strictest: () => [[cell('a')], [cell('x')]],
      row: () => [cell('a'), cell('x')],
      broken: boom,
      partly: () => [cell('a'), new Error('lost'), cell('b')],
      alone: () => cell('a'),
    },
    Cell: { must: () => null },
  },
};

/** Knows nothing of \`x\`, and fails for \`b\`. */
const colours: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Cell @key(fields: "id") {
      id: ID!
      colour: String
      shade: Int!
    }
  `,
  resolvers: {
    Cell: {
      __resolveReference: (reference: Cell) => reference,
      colour: ({ id }: Cell) => (id === 'b' ? boom() : `${id} is red`),
      shade: ({ id }: Cell) => (id === 'x' ? null : 3),
    },
  },
};
const subgraphs = { grid, colours };

export const nulls: readonly Feature[] = [
  {
    name: 'nested lists with nulls at every level are filled from another subgraph',
    subgraphs,
    operation: '{ loose { colour } }',
    data: {
      loose: [[{ colour: 'a is red' }, null, { colour: null }], null, [], [null, { colour: 'a is red' }]],
    },
    errors: [['loose', 0, 2, 'colour']],
    calls: ['grid', 'colours'],
  },
  {
    name: 'an entity that fails in two places is an error in both',
    subgraphs,
    operation: '{ loose { colour } again: loose { colour } }',
    data: {
      loose: [[{ colour: 'a is red' }, null, { colour: null }], null, [], [null, { colour: 'a is red' }]],
      again: [[{ colour: 'a is red' }, null, { colour: null }], null, [], [null, { colour: 'a is red' }]],
    },
    errors: [
      ['again', 0, 2, 'colour'],
      ['loose', 0, 2, 'colour'],
    ],
  },
  {
    name: 'null in an item that must not be null makes the nearest list null that may be',
    subgraphs,
    operation: '{ strict { shade } }',
    data: { strict: null },
    errors: [['strict', 1, 1, 'shade']],
  },
  {
    name: 'null bubbles up to the root',
    subgraphs,
    operation: '{ alone { id } strictest { shade } }',
    data: null,
    errors: [['strictest', 1, 0, 'shade']],
  },
  {
    name: 'null stops at the first item that may be null',
    subgraphs,
    operation: '{ row { id shade } }',
    data: { row: [{ id: 'a', shade: 3 }, null] },
    errors: [['row', 1, 'shade']],
  },
  {
    name: 'null from the subgraph itself for what it promised',
    subgraphs,
    operation: '{ alone { must } }',
    data: { alone: null },
    errors: [['alone', 'must']],
  },
  {
    name: 'an error in a root field that must not be null',
    subgraphs,
    operation: '{ alone { id } broken { id } }',
    data: null,
    errors: [['broken']],
  },
  {
    name: 'an item that failed is null and an error, and the rest is there',
    subgraphs,
    operation: '{ partly { id colour } }',
    data: { partly: [{ id: 'a', colour: 'a is red' }, null, { id: 'b', colour: null }] },
    errors: [
      ['partly', 1],
      ['partly', 2, 'colour'],
    ],
  },
  {
    name: 'a subgraph that does not answer nulls what it owns, with an error at each place',
    subgraphs: { grid, colours: { ...colours, answer: () => ({ errors: [{ message: 'down' }] }) } },
    operation: '{ alone { id colour } partly { id colour } }',
    data: { alone: { id: 'a', colour: null }, partly: [{ id: 'a', colour: null }, null, { id: 'b', colour: null }] },
    errors: [
      ['alone', 'colour'],
      ['partly', 0, 'colour'],
      ['partly', 1],
      ['partly', 2, 'colour'],
    ],
    apolloDiffers: 'reports the failure once and nowhere in particular',
  },
  {
    name: 'a subgraph that gives fewer entities than it was asked for, and not one of them as it should be',
    subgraphs: { grid, colours: { ...colours, answer: () => ({ data: { _entities: ['red'] } }) } },
    operation: '{ alone { id colour } row { id colour } }',
    data: {
      alone: { id: 'a', colour: null },
      row: [
        { id: 'a', colour: null },
        { id: 'x', colour: null },
      ],
    },
    errors: [
      ['alone', 'colour'],
      ['row', 0, 'colour'],
      ['row', 1, 'colour'],
    ],
    apolloDiffers: 'is silent',
  },
  {
    name: 'a subgraph that answers with no data and no error',
    subgraphs: { grid: { ...grid, answer: () => ({ data: null }) }, colours },
    operation: '{ alone { id } }',
    data: { alone: null },
    errors: [['alone']],
    apolloDiffers: 'is silent',
  },
];
