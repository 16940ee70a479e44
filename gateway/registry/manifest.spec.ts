import { createHash } from 'node:crypto';
import { documentId, ManifestError, readManifest } from './manifest';

const body = 'query Hello { hello }';
const hash = createHash('sha256').update(body).digest('hex');
const apollo = (operations: unknown) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });

it("reads Apollo's manifest", () => {
  expect(readManifest(apollo([{ id: hash, name: 'Hello', type: 'query', body }]))).toEqual([
    { id: `sha256:${hash}`, name: 'Hello', kind: 'query', body },
  ]);
});

it("reads Relay's map, with ids of its own", () => {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
  const text = 'mutation Wave($times: Int!) { wave(times: $times) }';
  expect(readManifest(JSON.stringify({ [md5]: text }))).toEqual([
    { id: md5, name: 'Wave', kind: 'mutation', body: text },
  ]);
});

it('takes the name and the kind from the text, whatever the manifest says', () => {
  const lying = [{ id: hash, name: 'Other', type: 'mutation', body }];
  expect(readManifest(apollo(lying))).toMatchObject([{ name: 'Hello', kind: 'query' }]);
});

it('gives the example of the GraphQL over HTTP specification its id', () => {
  expect(documentId('query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}')).toBe(
    'sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e',
  );
});

it.each<[string, string, RegExp]>([
  ['no JSON', '{', /no JSON/],
  ['another format', '{"format":"other","version":1,"operations":[]}', /neither/],
  ['a hash of another text', apollo([{ id: '0'.repeat(64), name: 'Hello', type: 'query', body }]), /not the SHA-256/],
  ['an id that is none', JSON.stringify({ 'x:y z': body }), /is no id/],
  ['no GraphQL', JSON.stringify({ a: 'query Hello {' }), /no GraphQL: Syntax Error/],
  ['an operation without a name', JSON.stringify({ a: '{ hello }' }), /with a name/],
  ['two operations', JSON.stringify({ a: 'query A { a } query B { b }' }), /one operation/],
  ['no operation', JSON.stringify({ a: 'fragment F on Query { a }' }), /one operation/],
])('refuses %s', (_, text, message) => {
  expect(() => readManifest(text)).toThrow(ManifestError);
  expect(() => readManifest(text)).toThrow(message);
});
