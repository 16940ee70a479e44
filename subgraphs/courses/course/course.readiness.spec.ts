import { Course } from './course.entity';
import { missingOf, type ReadinessFacts } from './course.readiness';

const ready: ReadinessFacts = { isPriced: true, hasOwner: true, curriculum: { lessonCount: 3, emptyLessons: [] } };
const texts = { description: 'About it.', outcomes: ['Do it'], categoryId: 'some' };
const course = (given: Partial<Course> = {}): Course =>
  Course.draft({ id: '1', slug: 'one', title: 'One', language: 'en', ...texts, ...given });
const fields = (given: Partial<Course>, facts: ReadinessFacts): string[] =>
  missingOf(course(given), facts).map(({ field }) => field);

it('is ready when nothing is missing', () => {
  expect(missingOf(course(), ready)).toEqual([]);
});

it('names everything that is missing, not the first thing', () => {
  const blank = { title: '', description: '', outcomes: [], categoryId: null };
  const nothing = { isPriced: false, hasOwner: false, curriculum: null };
  expect(fields(blank, nothing)).toEqual([
    'title',
    'description',
    'outcomes',
    'category',
    'prices',
    'instructors',
    'curriculum',
  ]);
});

it('wants a lesson', () => {
  expect(fields({}, { ...ready, curriculum: { lessonCount: 0, emptyLessons: [] } })).toEqual(['curriculum']);
});

it('names each required lesson without content', () => {
  const emptyLessons = [
    { lessonId: 'a', title: 'First' },
    { lessonId: 'b', title: 'Second' },
  ];
  const missing = missingOf(course(), { ...ready, curriculum: { lessonCount: 2, emptyLessons } });
  expect(missing.map(({ lessonId }) => lessonId)).toEqual(['a', 'b']);
  expect(missing[0]?.message).toContain('First');
});
