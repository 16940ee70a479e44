import type { Feature, FeatureSubgraphs } from './feature';

/** Two subgraphs that write into one log. */
function writers(): FeatureSubgraphs {
  let log: string[] = [];
  const write = (entry: string): string => {
    log = [...log, entry];
    return log.join(' ');
  };
  const later = async (entry: string): Promise<string> => {
    await new Promise(setImmediate);
    return write(entry);
  };
  return {
    a: {
      sdl: /* GraphQL */ `
        type Query {
          a: String
        }
        type Mutation {
          addA(text: String): String
          makeA: Thing
          mustA: String!
        }
        type Thing @key(fields: "id") {
          id: ID!
          log: String
        }
      `,
      resolvers: {
        Mutation: {
          addA: (_: unknown, { text }: { text: string }) => later(`a${text}`),
          makeA: () => ({ id: '1', log: write('made') }),
          mustA: () => {
            throw new Error('cannot');
          },
        },
      },
    },
    b: {
      sdl: /* GraphQL */ `
        type Mutation {
          addB(text: String): String
        }
        type Thing @key(fields: "id") {
          id: ID!
          extra: String
        }
      `,
      resolvers: {
        Mutation: { addB: (_: unknown, { text }: { text: string }) => write(`b${text}`) },
        Thing: { __resolveReference: (reference: object) => reference, extra: () => 'more' },
      },
    },
  };
}

export const mutations: readonly Feature[] = [
  {
    name: 'in the order in which they are written, also across subgraphs',
    subgraphs: writers,
    operation:
      'mutation { one: addA(text: "1") two: addB(text: "2") three: addA(text: "3") four: addA(text: "4") five: addB(text: "5") }',
    data: { one: 'a1', two: 'a1 b2', three: 'a1 b2 a3', four: 'a1 b2 a3 a4', five: 'a1 b2 a3 a4 b5' },
  },
  {
    name: 'the same mutation twice is done twice',
    subgraphs: writers,
    operation: 'mutation { one: addA(text: "1") two: addA(text: "1") }',
    data: { one: 'a1', two: 'a1 a1' },
  },
  {
    name: 'what other subgraphs add to what a mutation gives',
    subgraphs: writers,
    operation: 'mutation { makeA { log extra } addB(text: "1") }',
    data: { makeA: { log: 'made', extra: 'more' }, addB: 'made b1' },
    calls: ['a', 'b', 'b'],
  },
  {
    name: 'one that fails and must not be null leaves no data',
    subgraphs: writers,
    operation: 'mutation { one: addA(text: "1") mustA }',
    data: null,
    errors: [['mustA']],
  },
];
