import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { LyceumClient, type LyceumRefusal } from '../../examples/client';
import { CatalogueDocument, MeDocument } from '../../schema/operations/operations';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';

const opened = lyceumTest();
const clients: LyceumClient[] = [];
let ada: Person;

beforeAll(async () => {
  const manifest = join(__dirname, '..', '..', 'schema', 'operations', 'manifest.json');
  await opened.lyceum.registry.publishManifest(readFileSync(manifest, 'utf8'));
  ada = await makePerson(opened.lyceum, { username: 'ada', roles: ['instructor'] });
});
afterAll(() => Promise.all(clients.map((client) => client.close())));

function client(options: { token?: string; apiKey?: string } = {}): LyceumClient {
  const made = new LyceumClient({ url: `${opened.lyceum.url}/graphql`, ...options });
  clients.push(made);
  return made;
}

const unregistered = parse('query Nobody { courses { totalCount } }') as TypedDocumentNode<
  { courses: { totalCount: number } },
  Record<string, never>
>;
const enrollments = parse(
  'subscription ($courseId: ID!) { enrollmentChanged(courseId: $courseId) { __typename } }',
) as TypedDocumentNode<{ enrollmentChanged: object }, { courseId: string }>;

it('runs typed documents as whoever it is for', async () => {
  const { courses } = await client().request(CatalogueDocument, { orderBy: 'NEWEST' });
  expect(courses.nodes).toEqual([]);
  expect((await client({ token: ada.token }).request(MeDocument, {})).me?.username).toBe('ada');
});

it('what is registered is sent by its hash: a key needs nothing else', async () => {
  const data = await opened.lyceum.ask<{ createApiKey: { secret: string } }>(
    'mutation { createApiKey(input: { name: "A key", scopes: ["course.read"] }) { secret } }',
    { token: ada.token },
  );
  const withKey = client({ apiKey: data.createApiKey.secret });
  expect((await withKey.request(CatalogueDocument, { orderBy: 'NEWEST' })).courses.nodes).toEqual([]);
  await expect(withKey.request(unregistered, {})).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
});

it('what is not registered is sent as text', async () => {
  expect((await client().request(unregistered, {})).courses.totalCount).toBe(0);
});

it('a refusal has its code and what there is of the data', async () => {
  const asked = client().subscribe(enrollments, { courseId: ada.id });
  const refusal = await asked.next().catch((error: unknown) => error as LyceumRefusal);
  expect(refusal).toMatchObject({ name: 'LyceumRefusal', code: expect.any(String) as unknown });
});
