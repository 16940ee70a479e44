import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { buildSubgraph } from '../../kit/graphql/schema';
import { discussions } from '.';

it('the examples run on this schema', () => {
  const document = parse(readFileSync(join(__dirname, 'examples.graphql'), 'utf8'));
  expect(validate(buildSubgraph(discussions).schema, document)).toEqual([]);
});
