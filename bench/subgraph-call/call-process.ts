import { clients, type ClientName, type Variables } from './clients';

const connections = 50;
const query =
  'query Products__inventory($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { inStock shippingEstimate } } }';

/** No two calls under way are the same. */
const variablesOf = (slot: number): Variables => ({
  representations: [1, 2, 3, 4].map((upc) => ({ __typename: 'Product', upc: String(upc), price: slot, weight: 100 })),
});

/** Microseconds of processor time per call, of so many calls by as many at a time as the gateway has clients. */
async function run(name: ClientName, url: string, calls: number): Promise<number> {
  const call = clients[name](url);
  const slots = Array.from({ length: connections }, (_, slot) => variablesOf(slot));
  const turn = async (count: number): Promise<void> => {
    let started = 0;
    const work = slots.map(async (variables) => {
      while (started < count) {
        started += 1;
        if (!(await call(query, variables))) throw new Error(`${name} got no data.`);
      }
    });
    await Promise.all(work);
  };
  await turn(calls / 4);
  const before = process.cpuUsage();
  await turn(calls);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const [name, url, calls] = process.argv.slice(2) as [ClientName, string, string];
void run(name, url, Number(calls)).then((microseconds) => process.send?.(microseconds, () => process.exit(0)));
