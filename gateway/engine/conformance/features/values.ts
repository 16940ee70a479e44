import type { Feature, FeatureSubgraph } from './feature';

/** A subgraph that answers with whatever it likes, whatever its schema says. */
function inventive(data: Readonly<Record<string, unknown>>): Readonly<Record<string, FeatureSubgraph>> {
  const sdl = /* GraphQL */ `
    scalar Anything
    enum Colour {
      RED
      SECRET @inaccessible
    }
    type Query {
      colour: Colour
      colours: [Colour!]
      int: Int
      ints: [Int]
      float: Float
      text: String
      flag: Boolean
      id: ID
      any: Anything
      box: Box
      boxes: [Box]
      shape: Shape
    }
    type Box {
      size: Int!
    }
    interface Shape {
      name: String
    }
    type Circle implements Shape {
      name: String
    }
  `;
  return { inventive: { sdl, answer: () => ({ data: { ...data } }) } };
}

const apolloDiffers = 'reports no error';

function madeUp(field: string, value: unknown): Feature {
  return {
    name: `${field}: ${JSON.stringify(value)} becomes null with an error`,
    subgraphs: inventive({ [field]: value }),
    operation: `{ ${field} }`,
    data: { [field]: null },
    errors: [[field]],
    apolloDiffers,
  };
}

function passed(field: string, value: unknown): Feature {
  return {
    name: `${field}: ${JSON.stringify(value)} is fine`,
    subgraphs: inventive({ [field]: value }),
    operation: `{ ${field} }`,
    data: { [field]: value },
  };
}

export const values: readonly Feature[] = [
  madeUp('colour', 'GREEN'),
  madeUp('colour', 'SECRET'),
  madeUp('colour', 'constructor'),
  madeUp('colour', 7),
  madeUp('int', '7'),
  madeUp('int', 1.5),
  madeUp('int', 2 ** 31),
  madeUp('int', [1]),
  madeUp('float', 'NaN'),
  madeUp('text', 7),
  madeUp('text', { is: 'not' }),
  madeUp('flag', 1),
  madeUp('id', { is: 'not' }),
  madeUp('id', 1.5),
  madeUp('ints', 7),
  madeUp('ints', { 0: 7 }),
  passed('int', -(2 ** 31)),
  passed('float', 7),
  passed('ints', []),
  passed('any', JSON.parse('{"a":[null,"b"],"__proto__":1}')),
  {
    name: 'an ID that is a number is written as the string that an ID is',
    subgraphs: inventive({ id: 7 }),
    operation: '{ id }',
    data: { id: '7' },
    apolloDiffers: 'leaves it a number',
  },
  {
    name: 'one made-up value in a list of values that must not be null',
    subgraphs: inventive({ colours: ['RED', 'GREEN'] }),
    operation: '{ colours }',
    data: { colours: null },
    errors: [['colours', 1]],
    apolloDiffers,
  },
  {
    name: 'one made-up value in a list of values that may be null',
    subgraphs: inventive({ ints: [1, 'two', null, 3] }),
    operation: '{ ints }',
    data: { ints: [1, null, null, 3] },
    errors: [['ints', 1]],
    apolloDiffers,
  },
  {
    name: 'no objects where objects are promised',
    subgraphs: inventive({ box: 'full', boxes: [{ size: 1 }, 2, [], { size: 'L' }, {}] }),
    operation: '{ box { size } boxes { size } }',
    data: { box: null, boxes: [{ size: 1 }, null, null, null, null] },
    errors: [['box'], ['boxes', 1], ['boxes', 2], ['boxes', 3, 'size'], ['boxes', 4, 'size']],
    apolloDiffers,
  },
  {
    name: 'objects of a type that nobody knows, or none',
    subgraphs: inventive({ shape: { __typename: 'Square', name: 'square' } }),
    operation: '{ shape { name } }',
    data: { shape: null },
    errors: [['shape']],
    apolloDiffers,
  },
];
