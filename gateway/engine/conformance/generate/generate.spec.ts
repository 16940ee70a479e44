import { buildSchema, parse, print, validate } from 'graphql';
import { Oracle } from '../oracle';
import { apiSchemaOf } from '../../../compose/api-schema';
import { worldSupergraph } from '../world';
import { operationOf } from './generate';
import { variantsOf } from './variants';

const { schema } = new Oracle(buildSchema(apiSchemaOf(worldSupergraph())));
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

it('every operation is valid', () => {
  const errors = seeds.flatMap((seed) => validate(schema, parse(print(operationOf(schema, seed).document))));
  expect(errors).toEqual([]);
});

it('a seed always gives the same operation, and another seed another one', () => {
  const written = seeds.map((seed) => print(operationOf(schema, seed).document));
  expect(seeds.map((seed) => print(operationOf(schema, seed).document))).toEqual(written);
  // Small ones happen to be the same.
  expect(new Set(written).size).toBeGreaterThan(seeds.length * 0.9);
});

it('operations are as varied as the fuzzer says', () => {
  const written = seeds.map((seed) => print(operationOf(schema, seed).document)).join('\n');
  for (const part of ['mutation', 'fragment F0', '@skip', '@include', '__type(', '__proto__', '... on', 'query ($'])
    expect(written).toContain(part);
  const turned = seeds.map((seed) =>
    variantsOf(operationOf(schema, seed)).map(({ variables }) => JSON.stringify(variables)),
  );
  expect(turned.filter(([first, second]) => first !== second).length).toBeGreaterThan(50);
});
