import { randomUUID } from 'node:crypto';
import type { CourseFacts, CurriculumFacts, ReleaseRule } from '../../../kit/events/catalog';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { CourseService } from './course.service';

interface GivenLesson {
  readonly id?: string;
  readonly kind?: CurriculumFacts['sections'][number]['lessons'][number]['kind'];
  readonly isRequired?: boolean;
  readonly isPreview?: boolean;
  readonly seconds?: number;
  readonly rules?: ReleaseRule[];
}

interface GivenCourse extends Partial<Omit<CourseFacts, 'runs'>> {
  readonly lessons?: readonly GivenLesson[];
  readonly runs?: readonly Partial<CourseFacts['runs'][number]>[];
}

export const free = [{ currency: 'EUR', minor: '0' }];
export const paid = [
  { currency: 'EUR', minor: '4900' },
  { currency: 'USD', minor: '5400' },
];

export function courseFacts({ lessons: _lessons, runs = [], ...given }: GivenCourse): CourseFacts {
  const courseId = given.courseId ?? randomUUID();
  return {
    courseId,
    version: 1,
    status: 'PUBLISHED',
    slug: `course-${courseId}`,
    title: 'A course',
    organisationId: null,
    instructorIds: [],
    prices: free,
    ...given,
    runs: runs.map((run) => ({
      runId: randomUUID(),
      kind: 'DATED',
      startsAt: null,
      endsAt: null,
      capacity: null,
      ...run,
    })),
  };
}

export function curriculumFacts(courseId: string, lessons: readonly GivenLesson[], revision = 1): CurriculumFacts {
  const listed = lessons.map(({ id, kind, isRequired, isPreview, seconds, rules }, index) => ({
    lessonId: id ?? randomUUID(),
    title: `Lesson ${index + 1}`,
    kind: kind ?? 'ARTICLE',
    isRequired: isRequired ?? true,
    isPreview: isPreview ?? false,
    hasContent: true,
    contentId: null,
    durationSeconds: seconds ?? 0,
    releaseRules: rules ?? [],
  }));
  return {
    courseId,
    organisationId: null,
    revision,
    sections: [{ sectionId: randomUUID(), title: 'One', lessons: listed }],
  };
}

export interface MadeCourse extends CourseFacts {
  readonly lessonIds: readonly string[];
}

/** A course with its curriculum, as if the events had arrived: published and free unless told otherwise. */
export const courseFactory: Factory<GivenCourse, MadeCourse> = (scope, given) =>
  scope.transaction(async (tx) => {
    const facts = courseFacts(given);
    const curriculum = curriculumFacts(facts.courseId, given.lessons ?? []);
    await tx.get(CourseService).take(facts);
    await tx.get(CourseService).publish(curriculum);
    return {
      ...facts,
      lessonIds: curriculum.sections.flatMap((section) => section.lessons.map((lesson) => lesson.lessonId)),
    };
  });
