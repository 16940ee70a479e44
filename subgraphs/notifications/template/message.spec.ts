import { kinds } from '../kind/kinds';
import type { NotificationKind } from '../kind/kind';
import { builtIn, languageFor, templateLocales } from './built-in';
import { formatMessage, parseMessage, placesOf } from './message';

const english = { locale: 'en', timeZone: 'UTC' };

it.each([
  [0, '0 answers in T'],
  [1, '1 answer in T'],
  [1200, '1,200 answers in T'],
])('plural of %d in English', (count, text) => {
  const source = '{count, plural, one {# answer} other {# answers}} in {title}';
  expect(formatMessage(source, { count, title: 'T' }, english)).toBe(text);
});

it.each([
  [1, 'تقييم جديد: T'],
  [2, 'تقييمان جديدان: T'],
  [3, '٣ تقييمات جديدة: T'],
  [11, '١١ تقييمًا جديدًا: T'],
  [100, '١٠٠ تقييم جديد: T'],
])('plural of %d in Arabic', (count, text) => {
  const { title } = builtIn('ar', 'REVIEW_POSTED' as NotificationKind);
  expect(formatMessage(title, { count, courseTitle: 'T' }, { locale: 'ar-EG', timeZone: 'UTC' })).toBe(text);
});

it('dates are written for the language and the zone', () => {
  const values = { at: new Date('2027-03-28T00:30:00Z') };
  expect(formatMessage('{at}', values, { locale: 'en', timeZone: 'Europe/Berlin' })).toMatch(/28.*1:30/);
  expect(formatMessage('{at}', values, { locale: 'en', timeZone: 'America/New_York' })).toMatch(/27.*8:30/);
});

it('a value is no template', () => {
  expect(formatMessage('{title}', { title: '{count} #' }, english)).toBe('{count} #');
});

it.each([
  '{',
  '}',
  '{ }',
  'a {b',
  '{b, select, x {y}}',
  '{b, plural, one {x}}',
  '{b, plural, lots {x} other {y}}',
  '{b c}',
])('%j is refused', (source) => {
  expect(() => parseMessage(source)).toThrow();
});

it('names all places, those inside of plurals too', () => {
  expect(placesOf('{a} {b, plural, one {{c}} other {# {a}}}')).toEqual(['a', 'b', 'c']);
});

it('a language without templates reads English, a region its language', () => {
  expect(['ar-EG', 'AR', 'de', 'en-GB'].map(languageFor)).toEqual(['ar', 'ar', 'en', 'en']);
});

describe.each(templateLocales)('what ships in %s', (locale) => {
  it.each(Object.keys(kinds) as NotificationKind[])('%s names only what it is given', (kind) => {
    const { title, body, action } = builtIn(locale, kind);
    const known = [...Object.keys(kinds[kind].variables), 'count', 'personName'];
    for (const text of [title, body, action]) {
      expect(known).toEqual(expect.arrayContaining(placesOf(text)));
      expect(text.trim()).not.toBe('');
    }
  });
});
