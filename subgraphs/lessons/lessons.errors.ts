import { defineErrors } from '../../kit/errors/errors';

export const lessonErrors = defineErrors({
  OUTLINE_FULL: {
    message: 'There is room for {limit} {things} here, and no more.',
    remedy: 'Split it: `extensions.limit` says how many `extensions.things` fit.',
  },
  SECTION_NOT_EMPTY: {
    message: 'This section has lessons.',
    remedy: 'Move them elsewhere, or send `withLessons: true` to delete them too.',
  },
  PREREQUISITE_CYCLE: {
    message: 'These lessons would wait for each other: {titles}.',
    remedy: '`extensions.cycle` has the lesson ids in order; take one rule out of that circle.',
  },
  LESSON_IS_PREREQUISITE: {
    message: 'Other lessons open after this one: {titles}.',
    remedy: 'Change the release rules of the lessons in `extensions.lessonIds` first.',
  },
});
