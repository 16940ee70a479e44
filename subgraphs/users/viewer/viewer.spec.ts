import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { viewerChangeShape, type ViewerChange } from '../../../kit/identity/viewer-change';
import { hearing } from '../../../kit/testing/hearing';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { users } from '..';
import { ApiKeyService } from '../api-key/api-key.service';
import { userFactory } from '../profile/user.factory';
import { instructorRole } from '../role/built-in-roles';
import { AssignmentService } from '../role/assignment.service';
import { RoleService } from '../role/role.service';
import { SessionService } from '../session/session.service';
import { tokensOf } from '../testing/log-in';

const house = subgraphTest(users);
const admin = administrator(randomUUID());
const gateway = new Viewer({ ...Viewer.anonymous.claims, kind: 'service', scopes: ['gateway'] });
const one = async () => (await house.make(userFactory, [{}]))[0]!;

/** What the gateway hears while something is done, each with its time. */
async function heard(work: () => Promise<unknown>): Promise<Omit<ViewerChange, 'at'>[]> {
  const stream = house.subgraph.subscribe({ query: 'subscription { viewerChanged }' }, gateway, {});
  const changes: Omit<ViewerChange, 'at'>[] = [];
  const read = async (): Promise<void> => {
    for await (const { data } of stream) {
      const { at, ...change } = viewerChangeShape.parse(JSON.parse((data as { viewerChanged: string }).viewerChanged));
      expect(at).toBe(house.clock.now().toISOString());
      changes.push(change);
    }
  };
  const [reading] = await hearing(house.house.live, () => [read()]);
  await work();
  await stream.return(undefined);
  await reading;
  return changes;
}

it('tells of roles that are granted, revoked, changed and deleted, once it is true', async () => {
  const user = await one();
  const as = house.as(admin);
  const changed = { kind: 'ROLES_CHANGED', userIds: [user.id] };
  const grant = (roleId: string) => as.get(AssignmentService).grant({ userId: user.id, roleId });
  const { id: roleId } = await as
    .get(RoleService)
    .create({ name: 'curator', description: 'For a test.', permissions: ['course.edit'] });
  expect(await heard(() => grant(roleId))).toEqual([changed]);
  expect(await heard(() => grant(roleId))).toEqual([]);
  const description = 'Another.';
  expect(await heard(() => as.get(RoleService).update({ id: roleId, description, expectedVersion: 1 }))).toEqual([
    changed,
  ]);
  expect(await heard(() => as.get(RoleService).delete(roleId))).toEqual([changed]);
  const { assignment } = await grant(instructorRole.id);
  expect(await heard(() => as.get(AssignmentService).revoke(assignment.id))).toEqual([changed]);
  const refused = house.as(person(user.id)).get(AssignmentService);
  expect(await heard(() => refused.grant({ userId: user.id, roleId }).catch(() => undefined))).toEqual([]);
});

it('tells of sessions that end, and of API keys that are revoked', async () => {
  const user = await one();
  const sessions = [await tokensOf(house, user.email), await tokensOf(house, user.email)].map(
    ({ session }) => session.id,
  );
  const own = () => house.as(person(user.id));
  const [first, second] = [sessions.slice(0, 1), sessions.slice(1)];
  const ended = (sessionIds: string[]) => [{ kind: 'SESSIONS_ENDED', sessionIds }];
  expect(await heard(() => own().get(SessionService).endOne(first[0]!))).toEqual(ended(first));
  expect(await heard(() => own().get(SessionService).logOutEverywhere(false))).toEqual(ended(second));
  const { apiKey } = await own()
    .get(ApiKeyService)
    .create({ name: 'reader', scopes: ['course.edit'] });
  expect(await heard(() => own().get(ApiKeyService).revoke(apiKey.id))).toEqual([
    { kind: 'API_KEY_REVOKED', ownerId: user.id },
  ]);
});

it('tells nobody but the gateway', async () => {
  for (const viewer of [Viewer.anonymous, person(randomUUID()), admin]) {
    const { value } = await house.subgraph.subscribe({ query: 'subscription { viewerChanged }' }, viewer, {}).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  }
});
