import { randomUUID } from 'node:crypto';
import { Viewer } from '../../kit/identity/viewer';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { users } from '.';
import { userFactory } from './profile/user.factory';

const house = subgraphTest(users);

describe('hostile input ends in a coded error', () => {
  const huge = 'x'.repeat(500_000);
  const nul = 'a\u0000b';
  const strings = {
    huge,
    nul,
    empty: '',
    quote: `'; DROP TABLE account; --`,
    lone: '\uD800',
    bidi: '\u202Eabc',
    emoji: '👩‍👩‍👧‍👦',
  };
  const texts = Object.values(strings);
  const ids = ['', 'x', randomUUID(), nul, huge, '00000000-0000-0000-0000-00000000000g'];
  const email = 'someone@example.test';
  const good = 'a lamp beside the northern stairs';

  const cases: [mutation: string, type: string, inputs: object[]][] = [
    [
      'register',
      'RegisterInput',
      texts.flatMap((text) => [
        { email: text, password: good, username: 'fine' },
        { email, password: text, username: 'fine' },
        { email, password: good, username: text },
      ]),
    ],
    [
      'register',
      'RegisterInput',
      [...texts.map((displayName) => ({ displayName })), { locale: huge }, { timeZone: nul }, { timeZone: huge }].map(
        (over) => ({ email, password: good, username: `u-${randomUUID().slice(0, 8)}`, ...over }),
      ),
    ],
    ['verifyEmail', 'VerifyEmailInput', texts.map((token) => ({ token }))],
    ['resendVerification', 'ResendVerificationInput', texts.map((text) => ({ email: text }))],
    ['requestPasswordReset', 'RequestPasswordResetInput', texts.map((text) => ({ email: text }))],
    [
      'resetPassword',
      'ResetPasswordInput',
      texts.flatMap((text) => [
        { token: text, newPassword: good },
        { token: 'x', newPassword: text },
      ]),
    ],
    [
      'changePassword',
      'ChangePasswordInput',
      texts.flatMap((text) => [
        { currentPassword: text, newPassword: good },
        { currentPassword: good, newPassword: text },
      ]),
    ],
    ['deleteAccount', 'DeleteAccountInput', texts.map((password) => ({ password }))],
    [
      'logIn',
      'LogInInput',
      texts.flatMap((text) => [
        { email: text, password: good },
        { email, password: text },
      ]),
    ],
    ['refreshSession', 'RefreshSessionInput', texts.map((refreshToken) => ({ refreshToken }))],
    ['logOut', 'LogOutInput', texts.map((refreshToken) => ({ refreshToken }))],
    ['endSession', 'EndSessionInput', ids.map((id) => ({ id }))],
    [
      'updateProfile',
      'UpdateProfileInput',
      [
        ...ids.map((userId) => ({ userId, headline: 'x' })),
        ...texts.flatMap((text) => [
          { username: text },
          { bio: text },
          { headline: text },
          { timeZone: text },
          { locale: text },
          { links: [{ label: text, url: text }] },
        ]),
      ],
    ],
    [
      'updateProfile',
      'UpdateProfileInput',
      [
        { links: Array.from({ length: 5_000 }, () => ({ label: 'x', url: 'https://x.test' })) },
        { expectedVersion: -1, bio: 'x' },
        { expectedVersion: 2 ** 40 },
        { links: [null] },
      ],
    ],
    [
      'createRole',
      'CreateRoleInput',
      texts.flatMap((text) => [
        { name: text, description: 'x', permissions: ['a.b'] },
        { name: 'fine', description: text, permissions: [text] },
        { name: 'fine', description: 'x', permissions: ['a.b'], organisationId: text },
      ]),
    ],
    [
      'updateRole',
      'UpdateRoleInput',
      [
        ...ids.map((id) => ({ id, description: 'x' })),
        { id: randomUUID(), permissions: Array.from({ length: 10_000 }, () => 'a.b') },
      ],
    ],
    ['deleteRole', 'DeleteRoleInput', ids.map((id) => ({ id }))],
    [
      'grantRole',
      'GrantRoleInput',
      ids.flatMap((id) => [
        { userId: id, roleId: randomUUID() },
        { userId: randomUUID(), roleId: id },
        { userId: randomUUID(), roleId: randomUUID(), organisationId: id },
        { userId: randomUUID(), roleId: randomUUID(), resourceType: 'Course', resourceId: id },
        { userId: randomUUID(), roleId: randomUUID(), resourceType: id },
      ]),
    ],
    ['revokeRole', 'RevokeRoleInput', ids.map((assignmentId) => ({ assignmentId }))],
    [
      'createApiKey',
      'CreateApiKeyInput',
      texts.flatMap((text) => [
        { name: text, scopes: [] },
        { name: 'x', scopes: [text] },
        { name: 'x', scopes: ['a.b'], addressRanges: [text] },
        { name: 'x', scopes: ['a.b'], expiresAt: text },
        { name: 'x', scopes: ['a.b'], expiresAt: '1970-01-01T00:00:00Z' },
      ]),
    ],
    ['revokeApiKey', 'RevokeApiKeyInput', ids.map((id) => ({ id }))],
  ];
  const refusals = new Set(['InvalidCredentials', 'TooManyAttempts', 'InvalidRefreshToken']);
  /** Letters that nobody gets, and text that is only unusual: no harm, and no error. */
  const harmless = new Set(['register', 'resendVerification', 'requestPasswordReset', 'updateProfile']);

  it.each(cases)('%s (%#)', async (mutation, type, inputs) => {
    const [user] = await house.make(userFactory, [{}]);
    for (const viewer of [Viewer.anonymous, person(user!.id), administrator(user!.id)])
      for (const input of inputs) {
        const result = await house.run(
          `mutation ($input: ${type}!) { ${mutation}(input: $input) { kind: __typename } }`,
          { viewer, variables: { input } },
        );
        const code = result.errors?.[0]?.extensions?.['code'];
        const kind = (result.data?.[mutation] as { kind: string } | null | undefined)?.kind ?? '';
        const isRefused = code !== undefined || refusals.has(kind) || harmless.has(mutation);
        expect([JSON.stringify(input).slice(0, 200), isRefused, code]).toEqual([expect.any(String), true, code]);
        expect(code).not.toBe('INTERNAL_ERROR');
        expect(JSON.stringify(result.errors ?? '')).not.toMatch(/node_modules|\.ts:|\.js:/);
      }
  });

  it.each([
    ['first: -1'],
    ['first: 0'],
    ['first: 101'],
    ['last: -5'],
    ['first: 1, last: 1'],
    ['after: "made up"'],
    ['before: "WyJ4IiwieSJd.AAAAAAAAAAAAAAAA"'],
    [`after: "${'x'.repeat(501)}"`],
  ])('a page of %s', async (args) => {
    const [user] = await house.make(userFactory, [{}]);
    const { errors } = await house.run(
      `{ roles(${args}) { nodes { id } } me { sessions(${args}) { nodes { id } } } }`,
      { viewer: person(user!.id) },
    );
    const codes = errors?.map((error) => error.extensions?.['code']) ?? [];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => code === 'BAD_INPUT' || code === 'BAD_CURSOR')).toBe(true);
  });

  it('a cursor of another list is refused', async () => {
    const [user] = await house.make(userFactory, [{}]);
    const { roles } = await house.data<{ roles: { pageInfo: { endCursor: string } } }>(
      `{ roles(first: 1) { pageInfo { endCursor } } }`,
      { viewer: person(user!.id) },
    );
    const { errors } = await house.run(`query ($after: String) { me { sessions(after: $after) { nodes { id } } } }`, {
      viewer: person(user!.id),
      variables: { after: roles.pageInfo.endCursor },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' });
  });
});
