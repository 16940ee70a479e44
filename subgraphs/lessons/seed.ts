import { demoCourses, demoEpoch, demoId } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { Course } from './course/course.entity';
import { CurriculumService } from './curriculum/curriculum.service';
import { Lesson } from './lesson/lesson.entity';
import { Section } from './section/section.entity';
import { readCourse, type SeedLesson, type SeedSection } from './seed/read';

/** Writes the curricula of the demo courses and publishes each as revision 1. Does nothing for a course that has one. */
export async function seed(scope: Scope): Promise<void> {
  for (const slug of Object.keys(demoCourses)) await seedCourse(scope, slug);
}

function seedCourse(scope: Scope, slug: string): Promise<void> {
  return scope.transaction(async (tx) => {
    const course = await tx.db.findOneByOrFail(Course, { id: demoId('Course', slug) });
    if (course.revisionId !== null || (await tx.db.existsBy(Section, { courseId: course.id }))) return;
    const sections = readCourse(slug);
    await tx.db.insert(
      Section,
      sections.map((section, index) => sectionRow(course, section, index)),
    );
    await tx.db.insert(
      Lesson,
      sections.flatMap((section) => section.lessons.map((lesson, index) => lessonRow(course, section, lesson, index))),
    );
    await tx.get(CurriculumService).publish({ courseId: course.id });
  });
}

const stamps = { version: 1, createdAt: demoEpoch, updatedAt: demoEpoch } as const;

function sectionRow({ id: courseId, organisationId }: Course, { name, title }: SeedSection, index: number): Section {
  const row = { id: demoId('Section', name), courseId, organisationId, title, position: index + 1 };
  return Object.assign(new Section(), row, stamps);
}

function lessonRow(
  { id: courseId, organisationId }: Course,
  section: SeedSection,
  lesson: SeedLesson,
  index: number,
): Lesson {
  const place = { courseId, organisationId, sectionId: demoId('Section', section.name), position: index + 1 };
  const row = Object.assign(new Lesson(), stamps, place, { id: demoId('Lesson', lesson.name), kind: lesson.kind });
  row.releaseRules = lesson.releaseRules;
  row.resources = lesson.resources.map((resource) => ({
    id: demoId('LessonResource', `${lesson.name}/${resource.url}`),
    ...resource,
  }));
  row.edit({
    title: lesson.title,
    isRequired: lesson.isRequired,
    isPreview: lesson.isPreview,
    duration: lesson.minutes * 60,
    body: lesson.body,
    contentId: lesson.kind === 'ARTICLE' ? null : demoId('Content', lesson.name),
  });
  return row;
}
