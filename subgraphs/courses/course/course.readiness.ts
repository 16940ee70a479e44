import type { EmptyLesson } from '../curriculum/curriculum.entity';
import type { Course } from './course.entity';

/** Something that a course lacks before it can be in the catalogue. */
export interface Missing {
  /** The field of `Course` to fill. */
  readonly field: string;
  readonly message: string;
  /** The lesson that lacks something, where it is one. */
  readonly lessonId: string | null;
}

/** What publishing needs to know beside the course itself. */
export interface ReadinessFacts {
  readonly isPriced: boolean;
  readonly hasOwner: boolean;
  readonly curriculum: { readonly lessonCount: number; readonly emptyLessons: readonly EmptyLesson[] } | null;
}

/** Everything that is missing, not the first thing; an empty list is ready. */
export function missingOf(course: Course, facts: ReadinessFacts): Missing[] {
  return [
    ...missingTexts(course),
    ...missingWhen(!facts.isPriced, 'prices', 'Set a price; 0 is free.'),
    ...missingWhen(!facts.hasOwner, 'instructors', 'A course needs an owner.'),
    ...missingLessons(facts.curriculum),
  ];
}

/** What the course itself lacks; a published course keeps all of it. */
export function missingTexts(course: Course): Missing[] {
  return [
    ...missingWhen(course.title === '', 'title', 'Give it a title.'),
    ...missingWhen(course.description === '', 'description', 'Say what the course is about.'),
    ...missingWhen(
      course.outcomes.length === 0,
      'outcomes',
      'Name at least one thing that a learner can do afterwards.',
    ),
    ...missingWhen(course.categoryId === null, 'category', 'Choose a category.'),
  ];
}

function missingLessons(curriculum: ReadinessFacts['curriculum']): Missing[] {
  if (!curriculum) return missingWhen(true, 'curriculum', 'Publish the curriculum.');
  const empty = curriculum.emptyLessons.map(({ lessonId, title }) => ({
    field: 'curriculum',
    message: `The required lesson “${title}” has no content.`,
    lessonId,
  }));
  return [...missingWhen(curriculum.lessonCount === 0, 'curriculum', 'Publish at least one lesson.'), ...empty];
}

function missingWhen(isMissing: boolean, field: string, message: string): Missing[] {
  return isMissing ? [{ field, message, lessonId: null }] : [];
}
