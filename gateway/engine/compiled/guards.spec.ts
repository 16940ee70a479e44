import { Viewer, type ViewerClaims } from '../../../kit/identity/viewer';
import { denialBy } from './guards';
import type { Guard } from './supergraph/facts';

const guard = (part: Partial<Guard>): Guard => ({ authenticated: false, scopes: [], policies: [], ...part });
const person = (part: Partial<ViewerClaims> = {}): Viewer =>
  new Viewer({ ...Viewer.anonymous.claims, kind: 'person', id: 'u', ...part });
const may = (...permissions: string[]) => ({
  grants: [{ role: 'r', permissions, organisationId: null, resource: null }],
});

it('nobody in particular passes no guard', () => {
  for (const one of [guard({ authenticated: true }), guard({ scopes: [[['a']]] }), guard({ policies: [[['a']]] })])
    expect(denialBy(one, Viewer.anonymous)).toBe('UNAUTHENTICATED');
});

it('who is signed in passes @authenticated', () => {
  expect(denialBy(guard({ authenticated: true }), person())).toBeNull();
});

it.each([
  [['a', 'b'], null],
  [['c'], null],
  [['a'], 'FORBIDDEN_FIELD'],
  [[], 'FORBIDDEN_FIELD'],
])('@requiresScopes [[a b] [c]] with %j: any group, all of it', (scopes, expected) => {
  expect(denialBy(guard({ scopes: [[['a', 'b'], ['c']]] }), person({ scopes }))).toBe(expected);
});

it('several @requiresScopes on one place must all be met', () => {
  const both = guard({ scopes: [[['a']], [['b']]] });
  expect(denialBy(both, person({ scopes: ['a'] }))).toBe('FORBIDDEN_FIELD');
  expect(denialBy(both, person({ scopes: ['a', 'b'] }))).toBeNull();
});

it('@policy asks for a permission that some grant gives', () => {
  const policy = guard({ policies: [[['course.review']]] });
  expect(denialBy(policy, person(may('course.review')))).toBeNull();
  expect(denialBy(policy, person(may('*')))).toBeNull();
  expect(denialBy(policy, person(may('course.edit')))).toBe('FORBIDDEN_FIELD');
});
