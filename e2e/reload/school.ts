import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { link, smallSupergraph } from '../../gateway/testing/small-gateway';

const users = `
  type Query { me: Person }
  type Person @key(fields: "id") { id: ID! name: String! }`;
const courses = `
  type Query { courses: [Course!]! }
  type Course @key(fields: "id") { id: ID! title: String! teacher: Person! }
  type Person @key(fields: "id") { id: ID! }`;
const coursesWithLevel = courses.replace('title: String!', 'title: String! level: Int!');

const people = ['Ada', 'Grace', 'Hedy'].map((name, index) => ({ __typename: 'Person', id: String(index), name }));
const taught = Array.from({ length: 9 }, (_, index) => ({
  id: String(index),
  title: `Course ${index}`,
  level: index,
  teacher: people[index % people.length],
}));

/** The supergraph without `Course.level`, and with it. */
export const supergraphs = {
  before: smallSupergraph({ users, courses }),
  after: smallSupergraph({ users, courses: coursesWithLevel }),
};

/** The subgraphs know the field from the start, as they do when the supergraph follows them. */
export const parts = {
  users: {
    sdl: users,
    answer: answerOf(
      schemaOf(users, { Person: { __resolveReference: ({ id }: { id: string }) => people[Number(id)] } }),
    ),
  },
  courses: {
    sdl: coursesWithLevel,
    answer: answerOf(schemaOf(coursesWithLevel, { Query: { courses: () => taught } })),
  },
};

function schemaOf(sdl: string, resolvers: object): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(link + sdl), resolvers: resolvers as never }]);
}

/** Answers in a later turn of the event loop, as what comes over a network does. */
function answerOf(schema: GraphQLSchema): SubgraphClient['execute'] {
  return async ({ query, variables }) => {
    await new Promise((resolve) => setImmediate(resolve));
    return graphql({ schema, source: query, variableValues: variables ?? null });
  };
}
