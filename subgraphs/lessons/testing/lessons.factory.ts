import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import type { ReleaseRule } from '../../../kit/events/catalog';
import { Course } from '../course/course.entity';
import { CurriculumService } from '../curriculum/curriculum.service';
import { Lesson } from '../lesson/lesson.entity';
import type { CreateLessonInput } from '../lesson/lesson.input';
import type { LessonKind } from '../lesson/lesson.kind';
import type { LessonResource } from '../resource/resource.type';
import { Section } from '../section/section.entity';

interface GivenLesson {
  readonly title: string;
  readonly kind?: LessonKind;
  readonly body?: string;
  readonly isPreview?: boolean;
  readonly minutes?: number;
  readonly releaseRules?: ReleaseRule[];
  readonly resources?: LessonResource[];
}

interface GivenCourse {
  readonly status?: Course['status'];
  readonly organisationId?: string;
  readonly instructorIds?: string[];
  /** A list of lessons per section. */
  readonly sections?: readonly (readonly GivenLesson[])[];
  readonly isPublished?: boolean;
}

export interface MadeCourse {
  readonly id: string;
  readonly instructorId: string;
  readonly sections: readonly Section[];
  readonly lessons: readonly Lesson[];
}

/** A course with its curriculum, published on both sides unless said otherwise. */
export const courseFactory: Factory<GivenCourse, MadeCourse> = async (
  scope,
  { status = 'PUBLISHED', organisationId, instructorIds = [randomUUID()], sections = [], isPublished = true },
) => {
  const facts = {
    status,
    instructorIds,
    organisationId: organisationId ?? null,
    factsVersion: 1,
    orderVersion: 1,
    publishedVersion: null,
    revisionId: null,
  };
  const course = await scope.save(Object.assign(new Course(), facts));
  const made = { sections: [] as Section[], lessons: [] as Lesson[] };
  for (const [index, lessons] of sections.entries()) {
    const row = {
      courseId: course.id,
      organisationId: course.organisationId,
      title: `Section ${index + 1}`,
      position: index + 1,
    };
    const section = await scope.save(Object.assign(new Section(), row));
    made.sections.push(section);
    for (const [place, lesson] of lessons.entries())
      made.lessons.push(await scope.save(lessonOf(section, place + 1, lesson)));
  }
  if (isPublished) await scope.get(CurriculumService).publish({ courseId: course.id });
  return { id: course.id, instructorId: instructorIds[0]!, ...made };
};

function lessonOf(
  section: Section,
  position: number,
  {
    title,
    kind = 'ARTICLE',
    body = `The text of ${title}.`,
    isPreview = false,
    minutes = 5,
    releaseRules = [],
    resources = [],
  }: GivenLesson,
): Lesson {
  const place = { courseId: section.courseId, organisationId: section.organisationId, sectionId: section.id, position };
  const lesson = Object.assign(new Lesson(), {
    ...place,
    kind,
    resources,
    releaseRules,
    isRequired: true,
    contentId: null,
  });
  lesson.edit({ title, isPreview, duration: minutes * 60, body });
  return lesson;
}

/** What creates an article, but for what is given. */
export const lessonInput = (sectionId: string, given: Partial<CreateLessonInput> = {}): CreateLessonInput => ({
  sectionId,
  title: 'New',
  kind: 'ARTICLE',
  isRequired: true,
  isPreview: false,
  duration: 60,
  ...given,
});
