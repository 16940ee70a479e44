import { randomUUID } from 'node:crypto';
import { openContact } from '../../../kit/identity/contact';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { users } from '..';
import { password, userFactory } from '../profile/user.factory';
import { User } from '../profile/user.entity';
import { logIn } from '../testing/log-in';
import { Registration } from './registration.entity';

const house = subgraphTest(users);
const strong = 'a lamp beside the northern stairs';
const register = `mutation ($input: RegisterInput!) { register(input: $input) { email } }`;
const verify = `mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { user { id username displayName timeZone } } }`;

let count = 0;
/** Someone new, with a name of their own. */
const someone = (over = {}) => {
  count += 1;
  return { email: `new-${count}@example.test`, username: `new-${count}`, password: strong, ...over };
};

const ask = (input: object) => house.run(register, { variables: { input } });
const letters = () => house.house.mailer.letters;
const letterTo = (email: string) => letters().findLast((letter) => letter.to === email);
const tokenIn = (letter: { text: string } | undefined) => /[?]token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
const prove = (token: string) => house.run(verify, { variables: { input: { token } } });
const code = (result: Awaited<ReturnType<typeof ask>>) => result.errors?.[0]?.extensions?.['code'];

/** Registers someone and reads the letter. */
async function registered(over = {}) {
  const input = someone(over);
  expect(await ask(input)).toEqual({ data: { register: { email: input.email } } });
  await house.settle();
  return { ...input, token: tokenIn(letterTo(input.email)) };
}

beforeEach(() => house.clock.advance({ hours: 1 }));

it('makes a person when the mailed link is opened, and says so to the house', async () => {
  const { email, username, token } = await registered({ displayName: 'Ｎｅｗ Person', timeZone: 'Africa/Lagos' });
  expect(letterTo(email)).toMatchObject({ subject: 'Confirm your address' });
  expect(letterTo(email)?.text).toContain(`http://localhost:4000/verify?token=${token}`);
  expect(letterTo(email)?.text).toContain(`Token: ${token}`);
  expect(
    await house.data(`query ($username: String!) { userByUsername(username: $username) { id } }`, {
      variables: { username },
    }),
  ).toEqual({ userByUsername: null });
  const { data } = await prove(token);
  expect(data).toEqual({
    verifyEmail: { user: { id: expect.any(String), username, displayName: 'New Person', timeZone: 'Africa/Lagos' } },
  });
  const { user } = (data as { verifyEmail: { user: { id: string } } }).verifyEmail;
  const registeredAt = house.clock.now().toISOString();
  expect(await house.emitted('user.registered')).toContainEqual({ userId: user.id, registeredAt });
  const changed = (await house.emitted('user.changed')).find(({ userId }) => userId === user.id)!;
  expect(changed.contact).not.toContain(email);
  const contact = openContact(house.house.secrets, user.id, changed.version, changed.contact);
  expect(contact).toEqual({ email, displayName: 'New Person', locale: 'en', timeZone: 'Africa/Lagos' });
  expect(() => openContact(house.house.secrets, randomUUID(), changed.version, changed.contact)).toThrow();
  expect(await logIn(house, email, { password: strong })).toMatchObject({ kind: 'LogInPayload' });
});

it('refuses to log in before the address is proven', async () => {
  const { email } = await registered();
  expect(await logIn(house, email, { password: strong })).toEqual({
    kind: 'EmailNotVerified',
    code: 'EMAIL_NOT_VERIFIED',
  });
  expect(await logIn(house, email, { password: 'something else entirely' })).toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
});

describe('existence: nothing tells whether an address has an account', () => {
  it('not the answer, not the statements, not a log-in afterwards, not the username', async () => {
    const [owner] = await house.make(userFactory, [{}]);
    const [known, unknown] = [someone({ email: owner!.email.toUpperCase() }), someone()];
    const before = house.subgraph.resources.database.statements.count;
    expect(await ask(known)).toEqual({ data: { register: { email: known.email } } });
    const between = house.subgraph.resources.database.statements.count;
    expect(await ask(unknown)).toEqual({ data: { register: { email: unknown.email } } });
    expect(house.subgraph.resources.database.statements.count - between).toBe(between - before);
    for (const { email, username } of [known, unknown]) {
      expect(await logIn(house, email, { password: strong })).toMatchObject({ code: 'EMAIL_NOT_VERIFIED' });
      expect(code(await ask(someone({ username })))).toBe('USERNAME_TAKEN');
      expect(
        await house.data(`query ($u: String!) { userByUsername(username: $u) { id } }`, { variables: { u: username } }),
      ).toEqual({ userByUsername: null });
    }
    expect(await logIn(house, owner!.email)).toMatchObject({ kind: 'LogInPayload' });
  });

  it('the owner of the address gets a letter without a link', async () => {
    const [owner] = await house.make(userFactory, [{}]);
    await ask(someone({ email: owner!.email }));
    await house.settle();
    expect(letterTo(owner!.email)).toMatchObject({ subject: 'You have an account already' });
    expect(letterTo(owner!.email)?.text).not.toMatch(/token/i);
  });

  it('not asking for the letter again', async () => {
    const [owner] = await house.make(userFactory, [{}]);
    const { email } = await registered();
    const again = (address: string) =>
      house.data(`mutation ($input: ResendVerificationInput!) { resendVerification(input: $input) { email } }`, {
        variables: { input: { email: address } },
      });
    const sent = letters().length;
    for (const address of [owner!.email, 'nobody@example.test', email])
      expect(await again(address)).toEqual({ resendVerification: { email: address } });
    await house.settle();
    expect(
      letters()
        .slice(sent)
        .map(({ to }) => to),
    ).toEqual([email]);
    expect(await prove(tokenIn(letterTo(email)))).not.toHaveProperty('errors');
  });
});

it('a link works once, of two calls at once for one, and not after a day', async () => {
  const [{ token }, late] = [await registered(), await registered()];
  const both = await Promise.all([prove(token), prove(token)]);
  expect(both.filter((result) => !result.errors)).toHaveLength(1);
  expect(both.map(code)).toContain('INVALID_TOKEN');
  expect(code(await prove(token))).toBe('INVALID_TOKEN');
  house.clock.advance({ hours: 24 });
  expect(code(await prove(late.token))).toBe('INVALID_TOKEN');
});

it('two registrations of one address: each has a link of its own, and the first that is proven counts', async () => {
  const mine = await registered();
  const theirs = await registered({ email: mine.email.toUpperCase() });
  expect(await prove(mine.token)).toMatchObject({ data: { verifyEmail: { user: { username: mine.username } } } });
  expect(code(await prove(theirs.token))).toBe('INVALID_TOKEN');
  expect(await logIn(house, mine.email, { password: strong })).toMatchObject({ kind: 'LogInPayload' });
});

it('addresses are unique regardless of case, also for two proofs at once', async () => {
  const mine = await registered();
  const theirs = await registered({ email: mine.email.toUpperCase() });
  const both = await Promise.all([prove(mine.token), prove(theirs.token)]);
  expect(both.filter((result) => !result.errors)).toHaveLength(1);
  expect(await house.as().db.countBy(User, { email: mine.email })).toBe(1);
});

it("usernames are unique regardless of case, also for many at once, and some are nobody's", async () => {
  const username = `Wanted-${count}`;
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) => ask(someone({ username: index % 2 ? username : username.toLowerCase() }))),
  );
  expect(results.filter((result) => !result.errors)).toHaveLength(1);
  expect(new Set(results.filter((result) => result.errors).map(code))).toEqual(new Set(['USERNAME_TAKEN']));
  expect(code(await ask(someone({ username: 'Lyceum' })))).toBe('USERNAME_TAKEN');
});

it('a registration that nobody proves gives its username back after three days', async () => {
  const { username } = await registered();
  expect(code(await ask(someone({ username })))).toBe('USERNAME_TAKEN');
  house.clock.advance({ days: 3 });
  expect(await ask(someone({ username }))).not.toHaveProperty('errors');
});

it('refuses a password that is easy to guess, and says what would help', async () => {
  const result = await ask(someone({ username: 'margarethe', password: 'margarethe1' }));
  expect(result.errors?.[0]?.extensions).toMatchObject({
    code: 'WEAK_PASSWORD',
    fields: { password: expect.stringMatching(/\w+/) },
  });
  expect(await house.as().db.countBy(Registration, { username: 'margarethe' })).toBe(0);
});

it('no inbox is flooded: five letters an hour to one address, whoever asks', async () => {
  const { email } = await registered();
  for (let index = 0; index < 10; index += 1) await ask(someone({ email }));
  await house.settle();
  expect(letters().filter(({ to }) => to === email)).toHaveLength(5);
});

it('a letter is tried again, with a token that works, and the queue holds neither', async () => {
  const input = someone();
  await ask(input);
  const send = jest.spyOn(house.house.mailer, 'send').mockRejectedValueOnce(new Error('451 try later'));
  await house.settle();
  expect(letterTo(input.email)).toBeUndefined();
  const [job] = await house
    .as()
    .db.query<{ payload: object }[]>(`SELECT payload FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL`);
  expect(job!.payload).toEqual({ registrationId: expect.any(String) });
  await house.as().db.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE last_error IS NOT NULL`);
  await house.settle();
  expect(send).toHaveBeenCalledTimes(2);
  expect(await prove(tokenIn(letterTo(input.email)))).not.toHaveProperty('errors');
  send.mockRestore();
});

it('nothing of a password is kept but its hash', async () => {
  const { email } = await registered();
  const row = await house.as().db.findOneByOrFail(Registration, { email });
  expect(row.passwordHash).toMatch(/^\$argon2id\$/);
  expect(JSON.stringify(row)).not.toContain(strong);
  expect(password).not.toBe(strong);
});
