import { defineSubgraph } from '../../kit/subgraph/define';
import { onEnrollmentEnded, onEnrollmentStarted, onLessonCompleted } from './access/access.events';
import { Completion } from './access/completion.entity';
import { Enrollment } from './access/enrollment.entity';
import { Course } from './course/course.entity';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.reference';
import { Curriculum } from './curriculum/curriculum.entity';
import { CourseResolver, CurriculumResolver, DraftCurriculumResolver } from './curriculum/curriculum.resolver';
import { lessonErrors } from './lessons.errors';
import { Lesson, PublishedLesson } from './lesson/lesson.entity';
import { resolveLesson } from './lesson/lesson.reference';
import { LessonResolver } from './lesson/lesson.resolver';
import { migrations } from './migrations';
import { ReleaseAfterLessonResolver, ReleaseRuleResolver } from './release-rule/release-rule.resolver';
import { ResourceResolver } from './resource/resource.resolver';
import { PublishedSection, Section } from './section/section.entity';
import { resolveSection } from './section/section.reference';
import { SectionResolver } from './section/section.resolver';
import { seed } from './seed';

export const lessons = defineSubgraph({
  name: 'lessons',
  resolvers: [
    SectionResolver,
    LessonResolver,
    ReleaseRuleResolver,
    ReleaseAfterLessonResolver,
    ResourceResolver,
    CourseResolver,
    CurriculumResolver,
    DraftCurriculumResolver,
  ],
  references: { Section: resolveSection, Lesson: resolveLesson, Course: resolveCourse },
  entities: [Course, Section, PublishedSection, Lesson, PublishedLesson, Curriculum, Enrollment, Completion],
  migrations,
  unseenTables: ['completion', 'enrollment'],
  emits: ['curriculum.published'],
  handlers: [onCourseChanged, onEnrollmentStarted, onEnrollmentEnded, onLessonCompleted],
  jobs: [],
  errors: lessonErrors,
  sensitive: ['Course.draftCurriculum'],
  seed,
});
