import { buildSchema, parse, print, validate } from 'graphql';
import { Oracle } from '../oracle';
import { apiSchemaOf } from '../../../compose/api-schema';
import { worldSupergraph } from '../world';
import { operationOf } from './generate';
import { variantsOf } from './variants';

const { schema } = new Oracle(buildSchema(apiSchemaOf(worldSupergraph())));
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const operations = seeds.map((seed) => operationOf(schema, seed));
const written = operations.map(({ document }) => print(document));

it('every operation is valid', () => {
  const errors = written.flatMap((text) => validate(schema, parse(text)));
  expect(errors).toEqual([]);
});

it('a seed always gives the same operation, and another seed another one', () => {
  expect(seeds.map((seed) => print(operationOf(schema, seed).document))).toEqual(written);
  // Small ones happen to be the same.
  expect(new Set(written).size).toBeGreaterThan(seeds.length * 0.9);
});

it('operations are as varied as the fuzzer says', () => {
  const all = written.join('\n');
  for (const part of ['mutation', 'fragment F0', '@skip', '@include', '__type(', '__proto__', '... on', 'query ($'])
    expect(all).toContain(part);
  const turned = operations.map((operation) => variantsOf(operation).map(({ variables }) => JSON.stringify(variables)));
  expect(turned.filter(([first, second]) => first !== second).length).toBeGreaterThan(50);
});
