import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { users } from '..';
import { password, userFactory } from '../profile/user.factory';
import { callFrom, logIn } from '../testing/log-in';

const house = subgraphTest(users);
const one = async () => (await house.make(userFactory, [{}]))[0]!;
const wrong = 'not the password at all';
const codeOf = async (email: string, options: { address?: string; password?: string }) =>
  (await logIn(house, email, options)).code ?? 'IN';
const stranger = (index: number) => `198.51.${Math.floor(index / 250)}.${1 + (index % 250)}`;

/** Log-ins under as many names in one request. */
function aliased(logIns: readonly { email: string; password: string }[]): string {
  const fields = logIns.map(
    (input, index) =>
      `a${index}: logIn(input: { email: "${input.email}", password: "${input.password}" }) { kind: __typename }`,
  );
  return `mutation { ${fields.join('\n')} }`;
}

const kinds = (data: Record<string, { kind: string }>) => Object.groupBy(Object.values(data), (result) => result.kind);

beforeEach(() => house.clock.advance({ days: 1 }));

it('Aliases: 100 aliased logins in one request are one throttled account', async () => {
  const { email } = await one();
  const logIns = Array.from({ length: 100 }, () => ({ email, password: wrong }));
  const data = await callFrom<Record<string, { kind: string }>>(house, '192.0.2.1', aliased(logIns));
  expect(kinds(data)['InvalidCredentials']).toHaveLength(5);
  expect(kinds(data)['TooManyAttempts']).toHaveLength(95);
  expect(await logIn(house, email, { address: '192.0.2.1' })).toMatchObject({
    code: 'TOO_MANY_ATTEMPTS',
    retryAfter: 900,
  });
});

it('Aliases: letter case and width do not make another account', async () => {
  const { email } = await one();
  const logIns = [email, email.toUpperCase(), email.replace('p', 'P')].flatMap((spelling) =>
    Array.from({ length: 4 }, () => ({ email: spelling, password: wrong })),
  );
  const data = await callFrom<Record<string, { kind: string }>>(house, '192.0.2.2', aliased(logIns));
  expect(kinds(data)['InvalidCredentials']).toHaveLength(5);
});

it('a hundred accounts from one network are one throttled network', async () => {
  const logIns = Array.from({ length: 120 }, (_, index) => ({ email: `guess-${index}@example.test`, password: wrong }));
  const data = await callFrom<Record<string, { kind: string }>>(house, '2001:db8::1', aliased(logIns));
  expect(kinds(data)['InvalidCredentials']).toHaveLength(100);
  expect(kinds(data)['TooManyAttempts']).toHaveLength(20);
  expect(await codeOf('guess-0@example.test', { address: '2001:db8::ffff', password: wrong })).toBe(
    'TOO_MANY_ATTEMPTS',
  );
});

it('existence: an unknown account is throttled like a known one', async () => {
  const attempts = async (email: string) => {
    const codes: string[] = [];
    for (let index = 0; index < 7; index += 1)
      codes.push(await codeOf(email, { address: '192.0.2.3', password: wrong }));
    return codes;
  };
  expect(await attempts((await one()).email)).toEqual(await attempts('nobody@example.test'));
});

it('logging in rightly is no guess, however often', async () => {
  const { email } = await one();
  for (let index = 0; index < 20; index += 1) expect(await codeOf(email, { address: '192.0.2.4' })).toBe('IN');
});

it('opens again when the time is over', async () => {
  const { email } = await one();
  for (let index = 0; index < 6; index += 1) await logIn(house, email, { address: '192.0.2.5', password: wrong });
  house.clock.advance({ minutes: 14, seconds: 59 });
  expect(await codeOf(email, { address: '192.0.2.5' })).toBe('TOO_MANY_ATTEMPTS');
  house.clock.advance({ seconds: 1 });
  expect(await codeOf(email, { address: '192.0.2.5' })).toBe('IN');
});

it('one stranger, however busy, uses up no limit but their own', async () => {
  const { email } = await one();
  const [neighbour] = await house.make(userFactory, [{}]);
  await callFrom(house, '192.0.2.6', aliased(Array.from({ length: 200 }, () => ({ email, password: wrong }))));
  expect(await codeOf(neighbour!.email, { address: '192.0.2.6' })).toBe('IN');
  expect(await codeOf(email, { address: '192.0.2.7' })).toBe('IN');
});

describe('strangers who guess from everywhere', () => {
  const home = '203.0.113.50';

  async function attack(email: string, from = 0): Promise<void> {
    for (let index = 0; index < 60; index += 1)
      await logIn(house, email, { address: stranger(from + index), password: wrong });
    expect(await codeOf(email, { address: stranger(from + 100), password: wrong })).toBe('TOO_MANY_ATTEMPTS');
  }

  it('are stopped, but never keep the owner out of where they have logged in before', async () => {
    const { email } = await one();
    expect(await codeOf(email, { address: home })).toBe('IN');
    await attack(email);
    expect(await codeOf(email, { address: home })).toBe('IN');
  });

  it('do not keep the owner out elsewhere: a new password by letter opens the door there', async () => {
    const { email } = await one();
    await attack(email);
    expect(await codeOf(email, { address: home })).toBe('TOO_MANY_ATTEMPTS');
    await callFrom(
      house,
      home,
      `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { email } }`,
      { input: { email } },
    );
    await house.settle();
    const token = /[?]token=([\w-]+)/.exec(house.house.mailer.letters.at(-1)?.text ?? '')?.[1];
    await callFrom(
      house,
      home,
      `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }`,
      { input: { token, newPassword: `${password} again` } },
    );
    expect(await codeOf(email, { address: home, password: `${password} again` })).toBe('IN');
  });
});

it('registrations from one network are limited, and say when to try again', async () => {
  const register = (index: number) =>
    `r${index}: register(input: { email: "flood-${index}@example.test", password: "a lamp beside the northern stairs", username: "flood-${index}" }) { email }`;
  await callFrom(
    house,
    '192.0.2.9',
    `mutation { ${Array.from({ length: 60 }, (_, index) => register(index)).join('\n')} }`,
  );
  await expect(callFrom(house, '192.0.2.9', `mutation { ${register(60)} }`)).rejects.toThrow(
    `"retryAfter":${3_600 - (Math.floor(house.clock.now().getTime() / 1_000) % 3_600)}`,
  );
});
