import type { KeyTerms } from '../../kit/identity/key-terms';
import { ManualClock } from '../../kit/scope/clock';
import { RegisteredDocument } from './document.entity';
import { RegisteredTexts } from './registered-texts';
import { emptyRegistry } from './registry';

const hash = 'a'.repeat(64);
const document = Object.assign(new RegisteredDocument(), {
  id: `sha256:${hash}`,
  name: 'Hello',
  version: 1,
  kind: 'query',
  body: 'query Hello { hello }',
  state: 'ACTIVE',
  retiresAt: null,
});
const clock = new ManualClock();
const texts = new RegisteredTexts(
  {
    ...emptyRegistry,
    byId: (id) => (id === document.id ? document : undefined),
    byName: (name) => (name === document.name ? document : undefined),
  },
  clock,
);
const key = (terms: Partial<KeyTerms> = {}): KeyTerms => ({
  id: 'k',
  documents: null,
  requestsPerMinute: null,
  costPerMinute: null,
  ...terms,
});
const apq = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

it.each<[string, object, KeyTerms | null]>([
  ['its id', { documentId: document.id }, null],
  ['its id, with a key', { documentId: document.id }, key()],
  ["its hash, as Apollo's clients send it", apq(hash), null],
  ['its hash, with a key', apq(hash), key()],
  ['its hash beside a text, with a key: the text does not count', { query: '{ other }', ...apq(hash) }, key()],
  ['its id, with a key that names it', { documentId: document.id }, key({ documents: ['Hello'] })],
])('found by %s', (_, asked, terms) => {
  expect(texts.of(asked, terms)).toBe(document);
});

it.each<[string, object]>([
  ['a text', { query: '{ hello }' }],
  ['a hash that another request may have brought', apq('b'.repeat(64))],
  ['a text with its hash', { query: '{ hello }', ...apq(hash) }],
  ['extensions of another kind', { query: '{ hello }', extensions: 7 }],
])('without a key, %s is left to others', (_, asked) => {
  expect(texts.of(asked, null)).toBeNull();
});

it.each<[string, object, KeyTerms | null, string]>([
  ['a text', { query: '{ hello }' }, key(), 'DOCUMENT_REQUIRED'],
  ['nothing', {}, key(), 'DOCUMENT_REQUIRED'],
  ['an unknown hash', apq('b'.repeat(64)), key(), 'DOCUMENT_NOT_FOUND'],
  ['an unknown id', { documentId: 'x' }, null, 'DOCUMENT_NOT_FOUND'],
  ['an id beside a text', { documentId: document.id, query: '{ hello }' }, null, 'BAD_REQUEST'],
  ['an id that is no text', { documentId: {} }, null, 'BAD_REQUEST'],
  ['what the key does not name', { documentId: document.id }, key({ documents: [] }), 'DOCUMENT_NOT_ALLOWED'],
])('refused: %s', (_, asked, terms, code) => {
  expect(() => texts.of(asked, terms)).toThrow(expect.objectContaining({ code }));
});

it('what a key may not run does not say whether it is retired', () => {
  const retired = Object.assign(new RegisteredDocument(), document, { state: 'RETIRED' });
  const registry = { ...emptyRegistry, byName: () => retired };
  const ask = (terms: KeyTerms) => () => new RegisteredTexts(registry, clock).named('Hello', terms);
  expect(ask(key({ documents: ['Other'] }))).toThrow(expect.objectContaining({ code: 'DOCUMENT_NOT_ALLOWED' }));
  expect(ask(key())).toThrow(expect.objectContaining({ code: 'DOCUMENT_RETIRED' }));
});
