import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaFolder } from '../../cli/files';
import { ownPostgres } from '../../kit/testing/own-postgres';
import { run, type Ended } from '../harness/command';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-documents-'));
chmodSync(folder, 0o755);
const supergraph = join(schemaFolder, 'supergraph.graphql');

const postgres = ownPostgres(join(folder, 'postgres'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const documents = (...args: string[]): Promise<Ended> =>
  run(['documents', ...args], { LYCEUM_DATA: join(folder, 'data'), LOG_LEVEL: 'warn', DATABASE_URL: postgres.url });

function manifest(name: string, texts: Readonly<Record<string, string>>): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(texts));
  return file;
}

/** The supergraph as it would be with another name for a field. */
function renaming(field: string): string {
  const file = join(folder, 'next.graphql');
  writeFileSync(file, readFileSync(supergraph, 'utf8').replaceAll(`  ${field}: String`, `  another: String`));
  return file;
}

it('documents are published, listed, checked, deprecated and retired', async () => {
  const first = manifest('first.json', { titles: 'query Titles { courses(first: 3) { nodes { title subtitle } } }' });
  const published = await documents('publish', first, '--owner', 'partner');
  expect(published).toMatchObject({ code: 0, output: expect.stringMatching(/new\tTitles@1\ttitles\tcost \d+/) });

  const again = await documents('publish', first, '--owner', 'partner');
  expect(again).toMatchObject({ code: 0, output: expect.stringMatching(/known\tTitles@1/) });
  expect(await documents('publish', first, '--owner', 'another')).toMatchObject({ code: 0 });

  const broken = manifest('broken.json', {
    fine: 'query Fine { courses(first: 3) { totalCount } }',
    wrong: 'query Wrong { courses(first: 3) { nothing } }',
    dear: 'query Dear { courses(first: 100) { nodes { curriculum { sections { lessons { prerequisites { prerequisites { prerequisites { title } } } } } } } } }',
  });
  const refused = await documents('publish', broken, '--owner', 'partner');
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('Wrong: Cannot query field "nothing"') });
  expect(refused.output).toContain('Nothing was changed.');

  expect(await documents('check')).toMatchObject({ code: 0, output: expect.stringContaining('1 documents fit.') });
  const next = renaming('subtitle');
  const check = await documents('check', '--supergraph-sdl', next);
  expect(check).toMatchObject({ code: 1, output: expect.stringContaining('Titles@1: Cannot query field "subtitle"') });

  const deprecated = await documents('deprecate', 'Titles@1', '--until', '2099-01-01');
  expect(deprecated).toMatchObject({ code: 0, output: expect.stringContaining('DEPRECATED') });
  const list = await documents('list');
  expect(list.output).toMatch(/Titles@1\tquery\tDEPRECATED until 2099-01-01T00:00:00.000Z\tpartner\ttitles/);
  expect(list.output).not.toContain('Fine');

  expect(await documents('usage', '--days', '7')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/0 runs since \d{4}-\d\d-\d\d, 0 with errors; they cost 0\./),
  });

  expect(await documents('retire', 'titles')).toMatchObject({ code: 0, output: expect.stringContaining('RETIRED') });
  // What is retired breaks nobody any more.
  expect(await documents('check', '--supergraph-sdl', next)).toMatchObject({ code: 0 });
}, 900_000);

it('starts PostgreSQL itself where no server is named', async () => {
  const listed = await run(['documents', 'list'], { LYCEUM_DATA: join(folder, 'data'), LOG_LEVEL: 'warn' });
  expect(listed).toEqual({ code: 0, output: '' });
});

it.each([
  ['a manifest that is not there', ['publish', '/nowhere.json'], '/nowhere.json'],
  ['a supergraph that is none', ['check', '--supergraph-sdl', __filename], 'cannot be used'],
  ['what is no date', ['deprecate', 'Titles@1', '--until', 'soon'], 'soon is no date'],
  ['what is not registered', ['retire', 'Nothing@1'], 'Not registered: Nothing@1'],
])('%s is said without a stack', async (_, args, reason) => {
  const { code, output } = await documents(...args);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(reason) });
  expect(output).not.toMatch(/^\s+at /m);
});
