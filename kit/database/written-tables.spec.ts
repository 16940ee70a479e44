import { writtenTables } from './written-tables';

it.each<[string, string[]]>([
  ['SELECT * FROM course', []],
  ['SELECT 1 FROM account WHERE id = $1 FOR UPDATE', []],
  ['SELECT 1 FROM run FOR NO KEY UPDATE SKIP LOCKED', []],
  ['INSERT INTO "course"("id") VALUES ($1)', ['course']],
  ['insert into public.course (id) values ($1) on conflict (id) do update set title = excluded.title', ['course']],
  ['UPDATE "public"."course" SET title = $1', ['course']],
  ['DELETE FROM course_price WHERE course_id = $1', ['course_price']],
  [
    'WITH gone AS (DELETE FROM a RETURNING id), new AS (INSERT INTO b SELECT id FROM gone) UPDATE ONLY c SET d = 1',
    ['a', 'b', 'c'],
  ],
  ['\n  UPDATE course SET popularity = (SELECT count(*) FROM learner)', ['course']],
])('%s', (sql, tables) => {
  expect(writtenTables(sql)).toEqual(tables);
});
