import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { users } from '..';
import { userFactory } from '../profile/user.factory';
import { refresh, tokensOf, viewerOf } from '../testing/log-in';
import { adminRole, instructorRole, studentRole } from './built-in-roles';
import { RoleAssignment } from './role-assignment.entity';

const house = subgraphTest(users);
const admin = administrator(randomUUID());
const one = async (given = {}) => (await house.make(userFactory, [given]))[0]!;

const createRole = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id name permissions isBuiltIn organisationId version } } }`;
const updateRole = `mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { role { permissions version } } }`;
const deleteRole = `mutation ($input: DeleteRoleInput!) { deleteRole(input: $input) { roleId } }`;
const grantRole = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { assignment { id organisationId resource role { name } } user { id } } }`;
const revokeRole = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { user { id } } }`;
const explain = `query ($permission: String!, $resourceType: String, $resourceId: ID, $organisationId: ID, $userId: ID) {
  explainAccess(permission: $permission, resourceType: $resourceType, resourceId: $resourceId, organisationId: $organisationId, userId: $userId) { granted reason via } }`;

const run = (query: string, viewer: Viewer, input: object) => house.run(query, { viewer, variables: { input } });
const code = (result: Awaited<ReturnType<typeof run>>) => result.errors?.[0]?.extensions?.['code'];

async function made(over: object = {}, viewer = admin): Promise<string> {
  const result = await run(createRole, viewer, {
    name: `r-${randomUUID()}`.slice(0, 20).replace(/-$/, 'x'),
    description: 'For a test.',
    permissions: ['course.edit'],
    ...over,
  });
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return (result.data as { createRole: { role: { id: string } } }).createRole.role.id;
}

it('brings student, instructor and admin, and does not let them be changed', async () => {
  const { roles } = await house.data<{ roles: { nodes: { name: string; isBuiltIn: boolean }[] } }>(
    `{ roles(first: 100) { nodes { name isBuiltIn } } }`,
    { viewer: admin },
  );
  expect(roles.nodes.filter(({ isBuiltIn }) => isBuiltIn).map(({ name }) => name)).toEqual([
    'admin',
    'instructor',
    'student',
  ]);
  expect(code(await run(updateRole, admin, { id: studentRole.id, permissions: ['*'] }))).toBe('BUILT_IN_ROLE');
  expect(code(await run(deleteRole, admin, { id: adminRole.id }))).toBe('BUILT_IN_ROLE');
  expect(code(await run(createRole, admin, { name: 'admin', description: '', permissions: ['course.edit'] }))).toBe(
    'ROLE_NAME_TAKEN',
  );
});

it("a role of one's own counts from the next token on, and is gone with the role", async () => {
  const user = await one();
  const { refreshToken } = await tokensOf(house, user.email);
  const roleId = await made({ name: 'curator', permissions: ['course.review'] });
  await run(grantRole, admin, { userId: user.id, roleId });
  const next = await refresh(house, refreshToken);
  expect(viewerOf(next as never).decide('course.review', { organisationId: null })).toEqual({
    granted: true,
    reason: 'ROLE',
    via: 'curator',
  });
  await run(deleteRole, admin, { id: roleId });
  const last = await refresh(house, next.refreshToken!);
  expect(viewerOf(last as never).may('course.review', { organisationId: null })).toBe(false);
});

it('a co-instructor of one course may edit that course only', async () => {
  const user = await one();
  const [roleId, courseId] = [await made({ name: 'co-instructor' }), randomUUID()];
  const result = await run(grantRole, admin, { userId: user.id, roleId, resourceType: 'Course', resourceId: courseId });
  expect(result.data).toMatchObject({
    grantRole: { assignment: { resource: `Course:${courseId}`, role: { name: 'co-instructor' } } },
  });
  const viewer = viewerOf(await tokensOf(house, user.email));
  expect(viewer.may('course.edit', { organisationId: null, resource: `Course:${courseId}` })).toBe(true);
  expect(viewer.may('course.edit', { organisationId: null, resource: `Course:${randomUUID()}` })).toBe(false);
  expect(viewer.may('course.edit', { organisationId: null })).toBe(false);
});

it('granting twice is granting once, also at once', async () => {
  const user = await one();
  const input = { userId: user.id, roleId: instructorRole.id };
  const results = await Promise.all(Array.from({ length: 10 }, () => run(grantRole, admin, input)));
  const ids = results.map(
    (result) => (result.data as { grantRole: { assignment: { id: string } } }).grantRole.assignment.id,
  );
  expect(new Set(ids).size).toBe(1);
  expect(await house.as().db.countBy(RoleAssignment, { userId: user.id, roleId: instructorRole.id })).toBe(1);
});

describe('Tenant', () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const managerOfA = person(randomUUID(), {
    organisations: [a, b],
    grants: [grant('manager', ['role.manage', 'course.edit'], { organisationId: a })],
  });

  it('a role in one organisation manages nothing in another, whatever organisation is named', async () => {
    const user = await one();
    const [ofA, ofB] = [await made({ organisationId: a }), await made({ organisationId: b })];
    expect(await run(grantRole, managerOfA, { userId: user.id, roleId: ofA, organisationId: a })).not.toHaveProperty(
      'errors',
    );
    expect(code(await run(grantRole, managerOfA, { userId: user.id, roleId: ofA, organisationId: b }))).toBe(
      'NOT_FOUND',
    );
    expect(code(await run(grantRole, managerOfA, { userId: user.id, roleId: ofB, organisationId: a }))).toBe(
      'NOT_FOUND',
    );
    expect(code(await run(grantRole, managerOfA, { userId: user.id, roleId: ofA }))).toBe('NOT_FOUND');
    expect(
      code(
        await run(createRole, managerOfA, {
          name: 'of-b',
          description: '',
          permissions: ['course.edit'],
          organisationId: b,
        }),
      ),
    ).toBe('NOT_FOUND');
    expect(code(await run(updateRole, managerOfA, { id: ofB, description: 'Mine now.' }))).toBe('NOT_FOUND');
    expect(code(await run(deleteRole, managerOfA, { id: ofB }))).toBe('NOT_FOUND');
  });

  it('the token of a person with roles in two organisations keeps them apart', async () => {
    const user = await one();
    const [ofA, ofB] = [
      await made({ organisationId: a, permissions: ['course.edit'] }),
      await made({ organisationId: b, permissions: ['course.review'] }),
    ];
    await run(grantRole, admin, { userId: user.id, roleId: ofA, organisationId: a });
    await run(grantRole, admin, { userId: user.id, roleId: ofB, organisationId: b });
    const viewer = viewerOf(await tokensOf(house, user.email));
    expect(viewer.claims.organisations).toEqual([a, b]);
    expect([
      viewer.may('course.edit', { organisationId: a }),
      viewer.may('course.edit', { organisationId: b }),
    ]).toEqual([true, false]);
  });

  it('existence: a role of another organisation is not there, in no list and by no id', async () => {
    const ofB = await made({ organisationId: b });
    const outsider = person(randomUUID(), { organisations: [a] });
    const { roles } = await house.data<{ roles: { nodes: { id: string }[] } }>(
      `{ roles(first: 100) { nodes { id } } }`,
      { viewer: outsider },
    );
    expect(roles.nodes.map(({ id }) => id)).not.toContain(ofB);
    expect(
      await house.data(`query ($id: ID!) { role(id: $id) { id } }`, { viewer: outsider, variables: { id: ofB } }),
    ).toEqual({ role: null });
  });

  it('revoking an assignment elsewhere reads like one that does not exist', async () => {
    const user = await one();
    const result = await run(grantRole, admin, { userId: user.id, roleId: instructorRole.id });
    const { id } = (result.data as { grantRole: { assignment: { id: string } } }).grantRole.assignment;
    expect(await run(revokeRole, managerOfA, { assignmentId: id })).toEqual(
      await run(revokeRole, managerOfA, { assignmentId: randomUUID() }),
    );
    expect(await run(revokeRole, admin, { assignmentId: id })).toMatchObject({
      data: { revokeRole: { user: { id: user.id } } },
    });
    expect(await house.as().db.countBy(RoleAssignment, { id })).toBe(0);
  });
});

describe('nobody passes on more than they hold', () => {
  const manager = person(randomUUID(), { grants: [grant('manager', ['role.manage', 'course.edit'])] });

  it.each([
    ['*', ['*']],
    ['another permission', ['course.edit', 'course.publish']],
  ])('not by a new role with %s', async (_, permissions) => {
    expect(code(await run(createRole, manager, { name: 'too-much', description: '', permissions }))).toBe(
      'GRANT_TOO_WIDE',
    );
  });

  it('not by widening a role, and not by granting one', async () => {
    const roleId = await made({}, manager);
    expect(code(await run(updateRole, manager, { id: roleId, permissions: ['user.manage'] }))).toBe('GRANT_TOO_WIDE');
    const self = { userId: (await one()).id, roleId: adminRole.id };
    const refused = await run(grantRole, manager, self);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'GRANT_TOO_WIDE', missing: ['*'] });
    expect(await run(grantRole, manager, { ...self, roleId })).not.toHaveProperty('errors');
  });
});

it('a stale edit is refused with the current version', async () => {
  const id = await made();
  expect(await run(updateRole, admin, { id, permissions: ['course.review'], expectedVersion: 1 })).toMatchObject({
    data: { updateRole: { role: { version: 2 } } },
  });
  const stale = await run(updateRole, admin, { id, permissions: ['course.edit'], expectedVersion: 1 });
  expect(stale.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 2 });
});

it('the last administrator keeps the role, also when two revoke at once', async () => {
  const admins = await house.make(userFactory, [{ roles: [adminRole.id] }, { roles: [adminRole.id] }]);
  const rows = await Promise.all(
    admins.map(({ id }) => house.as().db.findOneByOrFail(RoleAssignment, { userId: id, roleId: adminRole.id })),
  );
  const results = await Promise.all(rows.map(({ id }) => run(revokeRole, admin, { assignmentId: id })));
  expect(results.map(code).filter((refusal) => refusal === 'LAST_ADMINISTRATOR')).toHaveLength(1);
});

describe('the decision explains itself', () => {
  const courseId = randomUUID();
  const viewer = person(randomUUID(), {
    grants: [grant('co-instructor', ['course.edit'], { resource: `Course:${courseId}` })],
  });
  const ask = (variables: object, as?: Viewer) =>
    house.data<{ explainAccess: object }>(explain, {
      ...(as ? { viewer: as } : {}),
      variables: { permission: 'course.edit', ...variables },
    });

  it.each([
    [
      'a role for this resource',
      { resourceType: 'Course', resourceId: courseId },
      viewer,
      { granted: true, reason: 'ROLE', via: 'co-instructor' },
    ],
    [
      'another resource',
      { resourceType: 'Course', resourceId: randomUUID() },
      viewer,
      { granted: false, reason: 'NO_SUCH_GRANT', via: null },
    ],
    [
      'another organisation',
      { resourceType: 'Course', resourceId: courseId, organisationId: randomUUID() },
      viewer,
      { granted: false, reason: 'NO_SUCH_GRANT', via: null },
    ],
    ['an administrator', {}, admin, { granted: true, reason: 'ADMINISTRATOR', via: 'admin' }],
    ['nobody', {}, undefined, { granted: false, reason: 'NOT_SIGNED_IN', via: null }],
  ])('%s', async (_, variables, as, decision) => {
    expect(await ask(variables, as)).toEqual({ explainAccess: decision });
  });

  it('support staff get the same explanation for someone else; strangers get none', async () => {
    const user = await one({ roles: [instructorRole.id] });
    expect(await ask({ permission: 'course.create', userId: user.id }, admin)).toEqual({
      explainAccess: { granted: true, reason: 'ROLE', via: 'instructor' },
    });
    const refused = await house.run(explain, { viewer, variables: { permission: 'course.create', userId: user.id } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });
});
