import { randomUUID } from 'node:crypto';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { reviewFactory } from '../../subgraphs/courses/review/review.factory';
import { runFactory } from '../../subgraphs/courses/run/run.factory';
import { CurriculumService } from '../../subgraphs/lessons/curriculum/curriculum.service';
import { LessonService } from '../../subgraphs/lessons/lesson/lesson.service';
import { ResourceService } from '../../subgraphs/lessons/resource/resource.service';
import { SectionService } from '../../subgraphs/lessons/section/section.service';
import { lessonInput } from '../../subgraphs/lessons/testing/lessons.factory';
import type { Lyceum } from './lyceum';
import type { Ids, Inhabitants, Organisations } from './world-rows';

export type CoursePlace = 'public' | 'draft' | 'ended' | 'ofA' | 'draftOfA' | 'ofB' | 'draftOfB';
type ByPlace = Record<CoursePlace, string>;

export interface MadeCourses extends Readonly<Record<'Course' | 'Run', ByPlace>> {
  readonly Section: Ids;
  readonly Lesson: Ids;
  readonly Review: Ids;
  readonly LessonResource: Ids;
}

/** A course in each place with a run, a review and a curriculum. `ended` is published still: who learned in it has to enrol first. */
export async function makeCourses(
  lyceum: Lyceum,
  { instructor, other, learner }: Inhabitants,
  { A, B }: Organisations,
): Promise<MadeCourses & { readonly hiddenTeacher: string }> {
  const scopeOf = (subgraph: string): Scope => lyceum.platform.get(subgraph).scope(Viewer.system);
  const hiddenTeacher = randomUUID();
  const draft = { status: 'DRAFT' } as const;
  const places = {
    public: {},
    draft,
    ended: {},
    ofA: { organisationId: A },
    draftOfA: { ...draft, organisationId: A },
    ofB: { organisationId: B },
    draftOfB: { ...draft, organisationId: B, taughtBy: [instructor.id, hiddenTeacher] },
  };
  const made: Record<'Course' | 'Run' | 'Section' | 'Lesson' | 'LessonResource' | 'Review', Record<string, string>> = {
    Course: {},
    Run: {},
    Section: {},
    Lesson: {},
    LessonResource: {},
    Review: {},
  };
  for (const [place, given] of Object.entries(places)) {
    const courses = scopeOf('courses');
    const course = await courseFactory(courses, { taughtBy: [instructor.id], title: `Course ${place}`, ...given });
    made.Course[place] = course.id;
    made.Run[place] = (await runFactory(courses, { course, kind: 'SELF_PACED' })).id;
    made.Review[place] = (await reviewFactory(courses, { course, authorId: other.id, comment: 'Good.' })).id;
    if (place === 'public')
      made.Review['own'] = (await reviewFactory(courses, { course, authorId: learner.id, comment: 'Mine.' })).id;
    await courses.transaction((tx) => tell(tx, course));
  }
  await lyceum.settle();
  for (const [place, courseId] of Object.entries(made.Course)) {
    [made.Section[place], made.Lesson[place], made.LessonResource[place]] = await write(scopeOf('lessons'), courseId);
    if (!place.startsWith('draft')) await scopeOf('lessons').get(CurriculumService).publish({ courseId });
  }
  [made.Section['unpublished'], made.Lesson['unpublished']] = await write(scopeOf('lessons'), made.Course['public']!);
  await lyceum.settle();
  return { ...(made as unknown as MadeCourses), hiddenTeacher };
}

/** A section with a lesson that has something to hide. */
async function write(
  scope: Scope,
  courseId: string,
): Promise<[sectionId: string, lessonId: string, resourceId: string]> {
  const section = await scope.get(SectionService).create({ courseId, title: 'A section' });
  const { id: lessonId } = await scope
    .get(LessonService)
    .create(lessonInput(section.id, { title: 'A lesson', body: 'What is taught.' }));
  const { resource } = await scope
    .get(ResourceService)
    .add({ lessonId, title: 'Notes', url: new URL('https://example.org/notes') });
  return [section.id, lessonId, resource.id];
}
