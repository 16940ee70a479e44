import { tagSlug } from './tag.slug';

it.each([
  ['Web  Design', 'web-design'],
  ['C', 'c'],
  ['C++', 'c-plus-plus'],
  ['C#', 'c-sharp'],
  ['Übung', 'ubung'],
])('%s: %s', (name, slug) => {
  expect(tagSlug(name)).toBe(slug);
});

it('keeps names of other scripts apart', () => {
  expect(tagSlug('日本語')).toMatch(/^[a-z0-9-]+$/);
  expect(tagSlug('日本語')).not.toBe(tagSlug('中文'));
});
