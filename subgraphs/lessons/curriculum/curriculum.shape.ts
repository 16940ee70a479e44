import type { CurriculumFacts } from '../../../kit/events/catalog';
import type { Course } from '../course/course.entity';
import type { Lesson } from '../lesson/lesson.entity';
import type { Section } from '../section/section.entity';

/** What others are told of a curriculum. Sections and lessons are given in order. */
export function shapeOf(
  course: Course,
  revision: number,
  sections: readonly Section[],
  lessons: readonly Lesson[],
): CurriculumFacts {
  const bySection = Map.groupBy(lessons, (lesson) => lesson.sectionId);
  return {
    courseId: course.id,
    organisationId: course.organisationId,
    revision,
    sections: sections.map(({ id, title }) => ({
      sectionId: id,
      title,
      lessons: (bySection.get(id) ?? []).map(lessonShape),
    })),
  };
}

type LessonShape = CurriculumFacts['sections'][number]['lessons'][number];

function lessonShape({
  id,
  title,
  kind,
  isRequired,
  isPreview,
  hasContent,
  contentId,
  durationSeconds,
  releaseRules,
}: Lesson): LessonShape {
  return { lessonId: id, title, kind, isRequired, isPreview, hasContent, contentId, durationSeconds, releaseRules };
}
