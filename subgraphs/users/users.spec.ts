import { schemaDifferences } from '../../kit/testing/schema-agreement';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { users } from '.';

const house = subgraphTest(users);

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});
