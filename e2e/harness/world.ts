import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import { password } from '../../subgraphs/users/profile/user.factory';
import type { Lyceum } from './lyceum';
import { logIn, makePerson, type GivenPerson, type Person } from './people';
import { makeRows, type Rows } from './world-rows';

/** Everyone who asks: nobody, people in every relation to a row, and a key of the instructor that was given no scope that counts. */
export const whos = [
  'anonymous',
  'stranger',
  'learner',
  'instructor',
  'administrator',
  'memberOfA',
  'editorOfA',
  'key',
] as const;
export type Who = (typeof whos)[number];

export const organisations = {
  A: '01990000-0000-7000-8000-00000000000a',
  B: '01990000-0000-7000-8000-00000000000b',
} as const;
const { A, B } = organisations;

/** What the editor may do, in A only; in B the editor has a role, too, which gives nothing. */
export const editing = [
  'course.create',
  'course.edit',
  'course.publish',
  'course.review',
  'lesson.edit',
  'category.edit',
  'enrollment.manage',
  'media.manage',
  'role.manage',
  'transcode.manage',
  'payments.manage',
];

const given = {
  administrator: { username: 'administrator', roles: ['admin'] },
  stranger: { username: 'stranger' },
  learner: { username: 'learner', organisations: [B] },
  other: { username: 'other', organisations: [A, B] },
  instructor: { username: 'instructor', roles: ['instructor'], organisations: [A, B] },
  memberOfA: { username: 'member-of-a', organisations: [A] },
  editorOfA: { username: 'editor-of-a' },
  erased: { username: 'erased' },
} satisfies Record<string, GivenPerson>;
export type People = Readonly<Record<keyof typeof given, Person>>;

/** Two organisations, the people around them, and rows of every entity in every place where a row can be. */
export interface World {
  readonly people: People;
  readonly rows: Rows;
  /** How someone asks the gateway. */
  credentials(who: Who): { readonly token?: string; readonly headers?: Record<string, string> };
  /** As whom the gateway would call a subgraph for someone. */
  viewer(who: Who): Viewer;
}

export async function makeWorld(lyceum: Lyceum): Promise<World> {
  const made = await makePeople(lyceum);
  const people = { ...made, editorOfA: await promote(lyceum, made) };
  const rows = await makeRows(lyceum, people, organisations);
  const secret = await makeKey(lyceum, people.instructor, ['nothing.at-all']);
  const service = {
    kind: 'service',
    sessionId: null,
    grants: [],
    organisations: [A, B],
    scopes: ['nothing.at-all'],
  } as const;
  return {
    people,
    rows,
    credentials: (who) => {
      if (who === 'anonymous') return {};
      return who === 'key' ? { headers: { 'x-api-key': secret } } : { token: people[who].token };
    },
    viewer: (who) => {
      if (who === 'anonymous') return Viewer.anonymous;
      if (who === 'key') return new Viewer({ ...service, id: people.instructor.id });
      return viewerOfPayload(decodeJwt(people[who].token));
    },
  };
}

async function makePeople(lyceum: Lyceum): Promise<People> {
  const made: [string, Person][] = [];
  for (const [name, options] of Object.entries(given)) made.push([name, await makePerson(lyceum, options)]);
  return Object.fromEntries(made) as People;
}

/** Gives the editor a role in each organisation. What a person may do is in the token, so there is a new one. */
async function promote(lyceum: Lyceum, { administrator: { token }, editorOfA }: People): Promise<Person> {
  const roles = [
    { name: 'editor', permissions: editing, organisationId: A },
    { name: 'reader', permissions: ['course.read'], organisationId: B },
  ];
  for (const role of roles) {
    const created = await lyceum.ask<{ createRole: { role: { id: string } } }>(
      'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }',
      { token, variables: { input: { ...role, description: 'For a test.' } } },
    );
    const input = { userId: editorOfA.id, roleId: created.createRole.role.id, organisationId: role.organisationId };
    await lyceum.ask('mutation ($input: GrantRoleInput!) { grantRole(input: $input) { user { id } } }', {
      token,
      variables: { input },
    });
  }
  return { ...editorOfA, token: await logIn(lyceum, editorOfA.email, password) };
}

/** The secret of a new key. */
export async function makeKey(lyceum: Lyceum, { token }: Person, scopes: readonly string[]): Promise<string> {
  const data = await lyceum.ask<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { token, variables: { input: { name: 'A key', scopes } } },
  );
  return data.createApiKey.secret;
}
