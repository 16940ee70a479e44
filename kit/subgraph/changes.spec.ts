import { buildSchema } from 'graphql';
import type { Database } from '../database/database';
import { openLiveTopics } from '../live/live';
import { typeChanges } from '../live/type-changes';
import type { SubgraphDefinition } from './define';
import { tellOfChanges } from './changes';

const schema = buildSchema('type Query { course: Course } type Course { id: ID } enum Draft { A }');
const entityMetadatas = [
  { tableName: 'course', name: 'Course' },
  { tableName: 'course_slug', name: 'CourseSlug' },
  { tableName: 'draft', name: 'Draft' },
  { tableName: 'vote', name: 'Vote' },
  { tableName: 'sale', name: 'Course' },
];
const database = { source: { entityMetadatas } } as unknown as Database;

async function told(...tables: string[]): Promise<readonly string[] | null> {
  const live = openLiveTopics();
  const documents = {
    collections: [{ name: 'syllabus', type: 'Course' }, { name: 'draft', type: 'Draft' }, { name: 'hidden' }],
  };
  const definition = {
    name: 'courses',
    unseenTables: ['vote'],
    decidingTables: ['sale'],
    documents,
  } as unknown as SubgraphDefinition;
  const messages = typeChanges.subscribe(live, 'courses')[Symbol.asyncIterator]();
  await messages.next();
  tellOfChanges(definition, { schema, database, live })(new Set(tables));
  typeChanges.publish(live, 'courses', ['end']);
  const { value } = (await messages.next()) as { value: readonly string[] };
  return value[0] === 'end' ? null : value;
}

it.each<[string, string[], readonly string[] | null]>([
  ['the type that a table holds', ['course'], ['Course']],
  ['everything, for a table that is no type of the graph', ['course', 'course_slug'], ['Course', '*']],
  ['everything, for a table that nobody knows', ['added_by_hand'], ['*']],
  ['everything, for what is called like something else in the graph', ['draft'], ['*']],
  ['everything, for a table that decides about other types', ['sale'], ['*']],
  ['nothing of what nobody sees', ['vote'], null],
  ['the type that a collection names', ['syllabus'], ['Course']],
  ['nothing of a collection that names none', ['hidden'], null],
  ['nothing of how events travel', ['inbox', 'outbox'], null],
  ['nothing where nothing was written', [], null],
])('tells %s', async (_, tables, expected) => {
  expect(await told(...tables)).toEqual(expected);
});
