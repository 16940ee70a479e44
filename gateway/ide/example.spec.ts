import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExamples, parseExample } from './example';

describe('an example', () => {
  it('keeps its explanation and is titled by its operation', () => {
    const text = '# Who am I?\nquery Me {\n  # nested comments stay\n  me {\n    id\n  }\n}\n';
    expect(parseExample(text)).toEqual({ title: 'Me', query: text });
  });

  it('moves variables and headers from its front into their editors', () => {
    const example = parseExample(
      [
        '# One course.',
        '# variables: {',
        '#   "slug": "typography",',
        '#   "first": 3',
        '# }',
        '# headers: { "accept-language": "fr" }',
        '# Change the slug and run it again.',
        'query Course($slug: String!) { course(slug: $slug) { id } }',
      ].join('\n'),
    );
    expect(JSON.parse(example.variables ?? '')).toEqual({ slug: 'typography', first: 3 });
    expect(JSON.parse(example.headers ?? '')).toEqual({ 'accept-language': 'fr' });
    expect(example.query).toBe(
      '# One course.\n# Change the slug and run it again.\nquery Course($slug: String!) { course(slug: $slug) { id } }\n',
    );
  });

  it.each([
    ['broken variables', '# variables: { "a": \nquery A { a }', 'its variables are not a JSON object'],
    ['a list for headers', '# headers: ["a"]\nquery A { a }', 'its headers are not a JSON object'],
    ['no name', '{ a }', 'the operation needs a name'],
    ['two operations', 'query A { a } query B { b }', 'one operation'],
    ['a syntax error', 'query A { a', 'Syntax Error'],
  ])('is refused for %s', (_reason, text, message) => {
    expect(() => parseExample(text)).toThrow(message);
  });
});

describe('a folder of examples', () => {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read in the order of its numbers, and names the file that does not parse', () => {
    writeFileSync(join(folder, '10-last.graphql'), 'query Last { a }');
    writeFileSync(join(folder, '02-first.graphql'), 'query First { a }');
    writeFileSync(join(folder, 'notes.md'), 'not an example');
    expect(loadExamples(folder).map(({ title }) => title)).toEqual(['First', 'Last']);

    writeFileSync(join(folder, '03-broken.graphql'), 'query {');
    expect(() => loadExamples(folder)).toThrow(/^Example 03-broken\.graphql: .*Syntax Error/);
  });

  it('is what the IDE ships', () => {
    expect(loadExamples(join(__dirname, 'examples')).map(({ title }) => title)).toEqual([
      'LogIn',
      'Catalogue',
      'CoursePage',
      'Enroll',
      'ReadLesson',
      'WatchProgress',
      'RecordProgress',
      'Me',
      'Checkout',
      'MyOrders',
    ]);
  });
});
