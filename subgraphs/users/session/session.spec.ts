import { createLocalJWKSet, jwtVerify } from 'jose';
import { accessAudience, viewerOfPayload } from '../../../kit/identity/access-token';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { users } from '..';
import { Passwords } from '../../../kit/identity/passwords';
import { KeyRing } from '../key-ring/key-ring.service';
import { userFactory } from '../profile/user.factory';
import { instructorRole } from '../role/built-in-roles';
import { RefreshToken } from './refresh-token.entity';
import { Session } from './session.entity';
import { logIn, refresh, tokensOf, viewerOf } from '../testing/log-in';

const house = subgraphTest(users);
const one = async (given = {}) => (await house.make(userFactory, [given]))[0]!;
const sessionOf = (id: string) => house.as().db.findOneByOrFail(Session, { id });

describe('log in', () => {
  it('gives an access token that the published keys verify, for 15 minutes', async () => {
    const organisation = house.as().ids.next();
    const user = await one({ roles: [instructorRole.id], organisations: [organisation] });
    const { accessToken, session } = await tokensOf(house, user.email);
    const keys = createLocalJWKSet(await house.as().shared(KeyRing).published());
    const verified = (minutes: number) =>
      jwtVerify(accessToken, keys, {
        issuer: house.house.config.PUBLIC_URL,
        audience: accessAudience,
        algorithms: ['EdDSA'],
        currentDate: new Date(house.clock.now().getTime() + minutes * 60_000),
      });
    const viewer = viewerOfPayload((await verified(14.9)).payload);
    expect(viewer.claims).toEqual({
      kind: 'person',
      id: user.id,
      sessionId: session.id,
      grants: [
        { role: 'student', permissions: [], organisationId: null, resource: null },
        { role: 'instructor', permissions: ['course.create'], organisationId: null, resource: null },
      ],
      organisations: [organisation],
      scopes: [],
    });
    await expect(verified(15)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it('takes the address in any case', async () => {
    const user = await one();
    expect(await logIn(house, user.email.toUpperCase())).toMatchObject({ kind: 'LogInPayload' });
  });

  it('existence: a wrong password reads like an unknown address, and costs the same statements', async () => {
    const user = await one();
    const query = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on Refusal { code message } } }`;
    const attempt = (email: string) => ({ variables: { input: { email, password: 'not the password at all' } } });
    const [wrong, unknown] = [attempt(user.email), attempt('nobody@example.test')];
    expect(await house.data(query, wrong)).toEqual(await house.data(query, unknown));
    expect(await house.statements(query, wrong)).toBe(await house.statements(query, unknown));
  });

  it('existence: a wrong password and an unknown address cost the same hashing', async () => {
    const user = await one();
    const matches = jest.spyOn(house.as().shared(Passwords), 'matches');
    const hashings = async (email: string) => {
      matches.mockClear();
      await logIn(house, email, { password: 'not the password at all' });
      return matches.mock.calls.length;
    };
    expect(await hashings(user.email)).toBe(2);
    expect(await hashings('nobody-at-all@example.test')).toBe(2);
    matches.mockRestore();
  });

  it('keeps no token that could be used', async () => {
    const user = await one();
    const { refreshToken } = await tokensOf(house, user.email);
    const rows = await house
      .as()
      .db.query<unknown[]>(`SELECT * FROM refresh_token WHERE refresh_token::text LIKE '%' || $1 || '%'`, [
        refreshToken,
      ]);
    expect(rows).toEqual([]);
  });
});

describe('refresh', () => {
  it('trades a token for the next pair of the same session, with the roles of now', async () => {
    const user = await one();
    const first = await tokensOf(house, user.email);
    await house.as().db.query(`DELETE FROM role_assignment WHERE user_id = $1`, [user.id]);
    house.clock.advance({ hours: 1 });
    const next = await refresh(house, first.refreshToken);
    expect(next).toMatchObject({ kind: 'RefreshSessionPayload', session: { id: first.session.id } });
    expect(viewerOf(next as never).claims.grants).toEqual([]);
    expect((await sessionOf(first.session.id)).lastUsedAt).toEqual(house.clock.now());
  });

  it('reuse: a token that is used again later ends the whole family', async () => {
    const first = await tokensOf(house, (await one()).email);
    const second = await refresh(house, first.refreshToken);
    house.clock.advance({ seconds: 11 });
    expect(await refresh(house, first.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await refresh(house, second.refreshToken!)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await sessionOf(first.session.id)).toMatchObject({ endReason: 'TOKEN_REUSED' });
    expect(await house.emitted('session.ended')).toContainEqual(
      expect.objectContaining({ sessionId: first.session.id }),
    );
  });

  it('reuse: within moments it is a client that asked twice, and the session lives on', async () => {
    const first = await tokensOf(house, (await one()).email);
    const second = await refresh(house, first.refreshToken);
    house.clock.advance({ seconds: 10 });
    expect(await refresh(house, first.refreshToken)).toEqual({
      kind: 'AlreadyRefreshed',
      code: 'ALREADY_REFRESHED',
    });
    expect(await refresh(house, second.refreshToken!)).toMatchObject({ kind: 'RefreshSessionPayload' });
  });

  it('of twenty parallel refreshes exactly one wins, and the session lives on', async () => {
    const first = await tokensOf(house, (await one()).email);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refresh(house, first.refreshToken)));
    const winners = outcomes.filter((outcome) => outcome.kind === 'RefreshSessionPayload');
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'AlreadyRefreshed')).toHaveLength(19);
    expect(await house.as().db.countBy(RefreshToken, { sessionId: first.session.id })).toBe(2);
    expect(await refresh(house, winners[0]!.refreshToken!)).toMatchObject({ kind: 'RefreshSessionPayload' });
  });

  it('ends by itself after 30 days without use, and after 180 days however busy', async () => {
    const idle = await tokensOf(house, (await one()).email);
    const busy = await tokensOf(house, (await one()).email);
    let token = busy.refreshToken;
    house.clock.advance({ days: 29 });
    for (let day = 29; day < 180; day += 29) {
      token = (await refresh(house, token)).refreshToken!;
      house.clock.advance({ days: 29 });
    }
    expect(await refresh(house, token)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await refresh(house, idle.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect((await sessionOf(busy.session.id)).expiresAt).toEqual(
      new Date((await sessionOf(busy.session.id)).createdAt.getTime() + 180 * 86_400_000),
    );
  });
});

describe('ending', () => {
  const logOut = `mutation ($input: LogOutInput) { logOut(input: $input) { session { id endReason endedAt } } }`;

  it('logs out of the session of the access token, once', async () => {
    const user = await one();
    const [here, there] = [await tokensOf(house, user.email), await tokensOf(house, user.email)];
    const viewer = viewerOf(here);
    const first = await house.data(logOut, { viewer });
    expect(first).toMatchObject({ logOut: { session: { id: here.session.id, endReason: 'LOGGED_OUT' } } });
    house.clock.advance({ minutes: 1 });
    expect(await house.data(logOut, { viewer })).toEqual(first);
    expect(await refresh(house, here.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await refresh(house, there.refreshToken)).toMatchObject({ kind: 'RefreshSessionPayload' });
    expect(
      (await house.emitted('session.ended')).filter(({ sessionId }) => sessionId === here.session.id),
    ).toHaveLength(1);
  });

  it('logs out by the refresh token when the access token has expired', async () => {
    const { session, refreshToken } = await tokensOf(house, (await one()).email);
    expect(await house.data(logOut, { variables: { input: { refreshToken } } })).toMatchObject({
      logOut: { session: { id: session.id } },
    });
    const refused = await house.run(logOut);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('logs out everywhere, or everywhere else', async () => {
    const user = await one();
    const [here, there, yonder] = [
      await tokensOf(house, user.email),
      await tokensOf(house, user.email),
      await tokensOf(house, user.email),
    ];
    const everywhere = `mutation ($input: LogOutEverywhereInput) { logOutEverywhere(input: $input) { endedSessions } }`;
    expect(await house.data(everywhere, { viewer: viewerOf(here), variables: { input: { keepThis: true } } })).toEqual({
      logOutEverywhere: { endedSessions: 2 },
    });
    for (const { refreshToken } of [there, yonder])
      expect(await refresh(house, refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(await house.data(everywhere, { viewer: viewerOf(here) })).toEqual({
      logOutEverywhere: { endedSessions: 1 },
    });
    expect(await refresh(house, here.refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
  });

  it('lists the live sessions of oneself, and ends one of them', async () => {
    const user = await one();
    const [here, lost] = [await tokensOf(house, user.email), await tokensOf(house, user.email)];
    const list = `{ me { sessions { totalCount nodes { id isCurrent address } } } }`;
    const before = await house.data<{ me: { sessions: { nodes: unknown[] } } }>(list, { viewer: viewerOf(here) });
    expect(before.me.sessions).toMatchObject({ totalCount: 2 });
    expect(before.me.sessions.nodes).toContainEqual({ id: here.session.id, isCurrent: true, address: '203.0.113.7' });
    const end = `mutation ($input: EndSessionInput!) { endSession(input: $input) { session { endReason } } }`;
    await house.data(end, { viewer: viewerOf(here), variables: { input: { id: lost.session.id } } });
    expect(await house.data(list, { viewer: viewerOf(here) })).toMatchObject({ me: { sessions: { totalCount: 1 } } });
  });

  it('existence: nobody ends, or sees, the session of someone else', async () => {
    const { session } = await tokensOf(house, (await one()).email);
    const end = `mutation ($input: EndSessionInput!) { endSession(input: $input) { session { id } } }`;
    const stranger = person((await one()).id);
    const variables = { input: { id: session.id } };
    const refused = await house.run(end, { viewer: stranger, variables });
    expect(refused).toEqual(
      await house.run(end, { viewer: stranger, variables: { input: { id: house.as().ids.next() } } }),
    );
    expect(
      await house.data(`query ($id: ID!) { session(id: $id) { id } }`, {
        viewer: stranger,
        variables: { id: session.id },
      }),
    ).toEqual({ session: null });
    expect(await house.data(end, { viewer: administrator(stranger.id!), variables })).toMatchObject({
      endSession: { session: { id: session.id } },
    });
  });
});
