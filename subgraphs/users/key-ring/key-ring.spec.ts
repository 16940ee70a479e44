import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { accessAudience } from '../../../kit/identity/access-token';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { rotateSigningKeys, users } from '..';
import { userFactory } from '../profile/user.factory';
import { tokensOf } from '../testing/log-in';
import { tidy } from '../tidy.job';
import { afterlife, KeyRing } from './key-ring.service';
import { seal, unseal } from '../../../kit/identity/sealed-box';
import { SigningKey } from './signing-key.entity';

const house = subgraphTest(users);
const gateway = new Viewer({
  kind: 'service',
  id: null,
  sessionId: null,
  grants: [],
  organisations: [],
  scopes: ['gateway'],
});

async function published(): Promise<JSONWebKeySet> {
  const { jsonWebKeySet } = await house.data<{ jsonWebKeySet: string }>(`{ jsonWebKeySet }`, { viewer: gateway });
  return JSON.parse(jsonWebKeySet) as JSONWebKeySet;
}

async function verify(token: string): Promise<unknown> {
  const options = { audience: accessAudience, algorithms: ['EdDSA'], currentDate: house.clock.now() };
  return (await jwtVerify(token, createLocalJWKSet(await published()), options)).protectedHeader.kid;
}

it('publishes one public key, and nothing private', async () => {
  const { keys } = await published();
  expect(keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), alg: 'EdDSA', use: 'sig' },
  ]);
});

it('answers the gateway only', async () => {
  for (const viewer of [Viewer.anonymous, person(house.as().ids.next())]) {
    const result = await house.run(`{ jsonWebKeySet }`, { viewer });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('rotation keeps the old key published until its tokens are dead, and forgets its private part at once', async () => {
  const [user] = await house.make(userFactory, [{}]);
  const { accessToken: old } = await tokensOf(house, user!.email);
  const oldKid = await verify(old);
  const newKid = await rotateSigningKeys(house.as());
  expect(newKid).not.toBe(oldKid);
  expect(await house.as().db.findOneByOrFail(SigningKey, { id: oldKid as string })).toMatchObject({
    sealedPrivateKey: null,
  });
  const { accessToken: fresh } = await tokensOf(house, user!.email);
  expect([await verify(old), await verify(fresh)]).toEqual([oldKid, newKid]);
  house.clock.advance({ minutes: 14, seconds: 59 });
  expect(await verify(old)).toBe(oldKid);
  house.clock.advance({ milliseconds: afterlife });
  expect((await published()).keys.map(({ kid }) => kid)).toEqual([newKid]);
  await tidy.run(house.as(), {});
  expect(await house.as().db.countBy(SigningKey, { id: oldKid as string })).toBe(0);
});

it('a process that has not heard of a rotation signs with tokens that still verify', async () => {
  const elsewhere = new KeyRing(house.subgraph.resources);
  const { kid } = await elsewhere.current();
  await rotateSigningKeys(house.as());
  house.clock.advance({ seconds: 59 });
  expect((await elsewhere.current()).kid).toBe(kid);
  house.clock.advance({ minutes: 15 });
  expect((await published()).keys.map((key) => key.kid)).toContain(kid);
  expect((await elsewhere.current()).kid).not.toBe(kid);
});

it('of ten processes that start at once, one makes the first key', async () => {
  await house.as().db.query('DELETE FROM signing_key');
  const rings = Array.from({ length: 10 }, () => new KeyRing(house.subgraph.resources));
  const kids = await Promise.all(rings.map(async (ring) => (await ring.current()).kid));
  expect(new Set(kids).size).toBe(1);
});

describe('a sealed box', () => {
  const key = Buffer.alloc(32, 1);
  const box = seal(key, 'a', Buffer.from('content'));

  it('opens with its key and label', () => {
    expect(unseal(key, 'a', box).toString()).toBe('content');
  });

  it.each([
    ['another key', Buffer.alloc(32, 2), 'a', box],
    ['another label', key, 'b', box],
    ['a changed box', key, 'a', Buffer.from(box.map((byte, index) => (index === 30 ? byte ^ 1 : byte)))],
    ['a cut box', key, 'a', box.subarray(0, 20)],
  ])('stays shut for %s', (_, otherKey, label, otherBox) => {
    expect(() => unseal(otherKey, label, otherBox)).toThrow();
  });
});
