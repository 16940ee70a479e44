import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { users } from '..';
import { password, userFactory } from '../profile/user.factory';
import { adminRole } from '../role/built-in-roles';
import { logIn, refresh, tokensOf, viewerOf } from '../testing/log-in';

const house = subgraphTest(users);
const fresh = 'eleven copper kettles in a row';
const one = async (given = {}) => (await house.make(userFactory, [given]))[0]!;
const letters = () => house.house.mailer.letters;
const tokenIn = (letter: { text: string } | undefined) => /[?]token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
const codes = (result: Awaited<ReturnType<typeof house.run>>) =>
  result.errors?.map((error) => error.extensions?.['code']);

const requestReset = `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { email } }`;
const reset = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }`;
const change = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }`;
const leave = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { userId } }`;

async function resetToken(email: string): Promise<string> {
  await house.data(requestReset, { variables: { input: { email } } });
  await house.settle();
  return tokenIn(letters().findLast(({ to, text }) => to === email && text.includes('token=')));
}

beforeEach(() => house.clock.advance({ hours: 2 }));

describe('reset', () => {
  it('sets the password by a mailed token, once, and ends every session', async () => {
    const user = await one();
    const session = await tokensOf(house, user.email);
    const token = await resetToken(user.email);
    const variables = { input: { token, newPassword: fresh } };
    expect(await house.data(reset, { variables })).toEqual({ resetPassword: { user: { id: user.id } } });
    expect(codes(await house.run(reset, { variables }))).toEqual(['INVALID_TOKEN']);
    expect(await refresh(house, session.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await logIn(house, user.email)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await logIn(house, user.email, { password: fresh })).toMatchObject({ kind: 'LogInPayload' });
    await house.settle();
    expect(letters().at(-1)).toMatchObject({ to: user.email, subject: 'Your password was changed' });
  });

  it('a token is dead after an hour, and after another was used', async () => {
    const user = await one();
    const [first, second] = [await resetToken(user.email), await resetToken(user.email)];
    await house.data(reset, { variables: { input: { token: second, newPassword: fresh } } });
    expect(codes(await house.run(reset, { variables: { input: { token: first, newPassword: fresh } } }))).toEqual([
      'INVALID_TOKEN',
    ]);
    const late = await resetToken(user.email);
    house.clock.advance({ hours: 1 });
    expect(codes(await house.run(reset, { variables: { input: { token: late, newPassword: fresh } } }))).toEqual([
      'INVALID_TOKEN',
    ]);
  });

  it('of two uses at once one counts', async () => {
    const token = await resetToken((await one()).email);
    const results = await Promise.all(
      [1, 2].map(() => house.run(reset, { variables: { input: { token, newPassword: fresh } } })),
    );
    expect(results.filter((result) => !result.errors)).toHaveLength(1);
  });

  it('existence: an unknown address reads and costs the same, and gets no letter', async () => {
    const user = await one();
    await house.settle();
    const sent = letters().length;
    const cost = async (email: string) => house.statements(requestReset, { variables: { input: { email } } });
    expect(await cost('nobody@example.test')).toBe(await cost(user.email));
    await house.settle();
    expect(
      letters()
        .slice(sent)
        .map(({ to }) => to),
    ).toEqual([user.email]);
  });

  it('a weak password does not use the token up', async () => {
    const token = await resetToken((await one()).email);
    expect(codes(await house.run(reset, { variables: { input: { token, newPassword: 'password1' } } }))).toEqual([
      'WEAK_PASSWORD',
    ]);
    expect(await house.run(reset, { variables: { input: { token, newPassword: fresh } } })).not.toHaveProperty(
      'errors',
    );
  });
});

describe('change', () => {
  it('wants the current password, and ends all other sessions', async () => {
    const user = await one();
    const [here, there] = [await tokensOf(house, user.email), await tokensOf(house, user.email)];
    const attempt = (currentPassword: string, newPassword = fresh) =>
      house.run(change, { viewer: viewerOf(here), variables: { input: { currentPassword, newPassword } } });
    expect(codes(await attempt('a wrong guess'))).toEqual(['WRONG_PASSWORD']);
    expect(codes(await attempt(password, `${user.username}1`))).toEqual(['WEAK_PASSWORD']);
    expect(await attempt(password)).not.toHaveProperty('errors');
    expect(await refresh(house, there.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await refresh(house, here.refreshToken)).toMatchObject({ kind: 'RefreshSessionPayload' });
    expect(await logIn(house, user.email, { password: fresh })).toMatchObject({ kind: 'LogInPayload' });
  });

  it('a stolen session cannot guess the password', async () => {
    const user = await one();
    const guess = (currentPassword: string) =>
      house.run(change, { viewer: person(user.id), variables: { input: { currentPassword, newPassword: fresh } } });
    const results = await Promise.all(Array.from({ length: 30 }, () => guess('a wrong guess')));
    expect(results.filter((result) => codes(result)?.[0] === 'WRONG_PASSWORD')).toHaveLength(10);
    expect(codes(await guess(password))).toEqual(['RATE_LIMITED']);
  });
});

describe('erasure', () => {
  it('Erasure: a canary of personal data is found nowhere, and the name stays usable', async () => {
    const canary = 'canary-7f3a';
    const user = await one({ username: canary, email: `${canary}@example.test` });
    const { session } = await tokensOf(house, user.email);
    const viewer = person(user.id);
    await house.data(`mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id } } }`, {
      viewer,
      variables: {
        input: { headline: canary, bio: canary, links: [{ label: canary, url: `https://${canary}.example` }] },
      },
    });
    await house.data(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }`, {
      viewer,
      variables: { input: { name: canary, scopes: ['account.read'] } },
    });
    expect(codes(await house.run(leave, { viewer, variables: { input: { password: 'not it' } } }))).toEqual([
      'WRONG_PASSWORD',
    ]);
    expect(await house.data(leave, { viewer, variables: { input: { password } } })).toEqual({
      deleteAccount: { userId: user.id },
    });
    for (const { tableName } of house.subgraph.resources.database.source.entityMetadatas)
      expect(
        await house
          .as()
          .db.query(
            `SELECT * FROM "${tableName}" AS row WHERE row::text ILIKE '%${canary}%' OR row::text LIKE '%203.0.113.7%' AND row::text LIKE '%${user.id}%'`,
          ),
      ).toEqual([]);
    expect(
      await house.data(`query ($id: ID!) { user(id: $id) { displayName } }`, { variables: { id: user.id } }),
    ).toEqual({ user: { displayName: 'Deleted user' } });
    expect(await house.emitted('user.erased')).toEqual([{ userId: user.id }]);
    expect(await house.emitted('session.ended')).toContainEqual({ sessionId: session.id, userId: user.id });
    expect(await logIn(house, user.email)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await house.make(userFactory, [{ username: canary, email: user.email }])).toHaveLength(1);
  });

  it('the last administrator stays, also when the last two leave at once', async () => {
    const admins = await house.make(userFactory, [{ roles: [adminRole.id] }, { roles: [adminRole.id] }]);
    const results = await Promise.all(
      admins.map(({ id }) => house.run(leave, { viewer: person(id), variables: { input: { password } } })),
    );
    expect(results.map(codes).filter((refusal) => refusal?.[0] === 'LAST_ADMINISTRATOR')).toHaveLength(1);
  });
});
