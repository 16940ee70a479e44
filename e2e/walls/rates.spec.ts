import { knock, openWalled, type Knock, type Knocked, type Settings, type Walled } from './world';

let gateway: Walled;
afterEach(() => gateway.app.close());

async function open(settings: Settings): Promise<void> {
  gateway = await openWalled(settings);
}

async function ask(count: number, given: Knock | ((index: number) => Knock) = {}): Promise<Knocked[]> {
  const answers: Knocked[] = [];
  for (let index = 0; index < count; index += 1)
    answers.push(await knock(gateway.port, typeof given === 'function' ? given(index) : given));
  return answers;
}

const statuses = (answers: readonly Knocked[]): number[] => answers.map(({ status }) => status);
/** That one holder may ask `allowed` times, is told so each time, and then how long to wait. */
function expectLimit(answers: readonly Knocked[], policy: string, allowed: number): void {
  const expected = answers.map((_, index) => (index < allowed ? 200 : 429));
  expect(expected).toContain(429);
  expect(statuses(answers)).toEqual(expected);
  for (const [index, { headers }] of answers.entries()) {
    expect(headers['ratelimit-policy']).toBe(`"${policy}";q=${allowed};w=60`);
    const left = Math.max(0, allowed - 1 - index);
    expect(headers['ratelimit']).toMatch(new RegExp(`^"${policy}";r=${left};t=([1-9]|[1-5]\\d|60)$`));
    expect(headers['retry-after']).toEqual(index < allowed ? undefined : expect.stringMatching(/^([1-9]|[1-5]\d|60)$/));
  }
  expect(answers.at(-1)).toMatchObject({ code: 'RATE_LIMITED', facts: { policy, allowed } });
}

const forwarded = (addresses: string): Knock => ({ headers: { 'x-forwarded-for': addresses } });
const elsewhere = '127.0.0.9';

describe('the requests of an address', () => {
  it('are limited, whichever way they come; another address has its own', async () => {
    await open({ RATE_PER_ADDRESS: '3' });
    const ways: Knock[] = [
      {},
      { method: 'GET', path: '/graphql?query={me{id}}' },
      { path: '/api/Hello', body: '{}' },
      { method: 'GET', path: '/api/Hello' },
      {},
    ];
    expectLimit(await ask(ways.length, (index) => ways[index]!), 'address', 3);
    expect(statuses(await ask(1, { from: elsewhere }))).toEqual([200]);
  });

  it('are the same address, whatever X-Forwarded-For says, where no proxy is trusted', async () => {
    await open({ RATE_PER_ADDRESS: '2' });
    expectLimit(await ask(4, (index) => forwarded(`203.0.113.${index}`)), 'address', 2);
  });

  it('are those of the address that a trusted proxy names', async () => {
    await open({ RATE_PER_ADDRESS: '2', TRUSTED_PROXIES: '127.0.0.1,198.51.100.0/24' });
    expect(statuses(await ask(4, (index) => forwarded(`203.0.113.${index}`)))).toEqual([200, 200, 200, 200]);
    expectLimit(await ask(3, forwarded('203.0.113.77')), 'address', 2);
    // Each proxy adds who asked it; what stands before that, the client wrote.
    const invented = (index: number) => forwarded(`192.0.2.${index}, 203.0.113.88, 198.51.100.7`);
    expectLimit(await ask(4, invented), 'address', 2);
  });

  it('are the same address where somebody else than the trusted proxy says otherwise', async () => {
    await open({ RATE_PER_ADDRESS: '2', TRUSTED_PROXIES: '127.0.0.1' });
    const answers = await ask(4, (index) => ({ ...forwarded(`203.0.113.${index}`), from: elsewhere }));
    expectLimit(answers, 'address', 2);
  });
});

it('the requests of a user are limited, wherever they come from; another user, and nobody, ask on', async () => {
  await open({ RATE_PER_USER: '2', RATE_PER_ADDRESS: '100' });
  const as = async (id: string) => ({ authorization: `Bearer ${await gateway.tokenOf(id)}` });
  const [ada, grace] = [await as('ada'), await as('grace')];
  const from = ['127.0.0.1', elsewhere, '127.0.0.10'];
  expectLimit(await ask(3, (index) => ({ headers: ada, from: from[index]! })), 'user', 2);
  // A new token is no new user.
  expect(statuses(await ask(1, { headers: await as('ada') }))).toEqual([429]);
  expect(statuses([...(await ask(1, { headers: grace })), ...(await ask(1))])).toEqual([200, 200]);
});

describe('an API key', () => {
  const asKey = (key: string): Knock => ({ path: '/api/Hello', body: '{}', headers: { 'x-api-key': key } });

  it('has its requests, whoever sends them', async () => {
    await open({ RATE_PER_KEY: '2' });
    const from = ['127.0.0.1', elsewhere, '127.0.0.1'];
    expectLimit(await ask(3, (index) => ({ ...asKey('key one'), from: from[index]! })), 'key', 2);
    expect(statuses(await ask(1, asKey('key two')))).toEqual([200]);
  });

  it('has a budget of cost', async () => {
    await open({ COST_PER_KEY: '2', RATE_PER_KEY: '100' });
    const answers = await ask(4, asKey('key one'));
    expect(statuses(answers)).toEqual([200, 200, 429, 429]);
    expect(answers[3]).toMatchObject({ code: 'RATE_LIMITED', facts: { policy: 'key-cost', allowed: 2 } });
    expect(Number(answers[3]!.headers['retry-after'])).toBeGreaterThan(0);
  });
});

it('who guesses keys and tokens is stopped, at right ones too; another address is not', async () => {
  await open({ RATE_PER_ADDRESS: '200' });
  const guesses: Record<string, string>[] = [
    { 'x-api-key': 'wrong' },
    { authorization: 'Bearer wrong' },
    { 'x-api-key': 'key one' },
  ];
  const answers = await ask(3, (index) => ({ headers: guesses[index]! }));
  expect(statuses(answers)).toEqual([401, 401, 429]);
  expect(answers[2]).toMatchObject({ code: 'RATE_LIMITED', facts: { policy: 'guesses', allowed: 2 } });
  const right = { path: '/api/Hello', body: '{}', headers: { 'x-api-key': 'key one' }, from: elsewhere };
  expect(statuses(await ask(1, right))).toEqual([200]);
});
