import DataLoader from 'dataloader';
import { loadByKey, loadManyByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Curriculum } from '../course/curriculum.entity';
import { Enrollment } from '../enrollment/enrollment.entity';
import { CourseProgress } from './course-progress.entity';
import { LessonProgress } from './lesson-progress.entity';

interface Version {
  readonly courseId: string;
  readonly revision: number;
}

/** Every read of progress by key. Who may see an enrolment may see its progress: the way here leads through it. */
export class ProgressLoaders {
  readonly ofEnrollment: Loader<string, CourseProgress | null>;
  /** A course has a bounded number of lessons. */
  readonly lessonsOf: Loader<string, LessonProgress[]>;
  /** In the viewer's own active enrolment. */
  readonly viewerLesson: Loader<string, LessonProgress | null>;
  readonly version: DataLoader<Version, Curriculum | null, string>;

  constructor(private readonly scope: Scope) {
    this.ofEnrollment = loadByKey(scope, CourseProgress, 'enrollmentId');
    this.lessonsOf = loadManyByKey(scope, LessonProgress, 'enrollmentId', { order: { lessonId: 'ASC' } });
    this.viewerLesson = loadWith<LessonProgress | null>((ids) => this.ofViewer(ids), null);
    this.version = new DataLoader((keys) => this.versions(keys), {
      cacheKeyFn: ({ courseId, revision }) => `${courseId}/${revision}`,
    });
  }

  private async ofViewer(lessonIds: readonly string[]): Promise<Map<string, LessonProgress>> {
    const userId = this.scope.viewer.id;
    const ids = lessonIds.filter(isUuid);
    if (!userId || ids.length === 0) return new Map();
    const rows = await this.scope.db
      .createQueryBuilder(LessonProgress, 'row')
      .innerJoin(
        Enrollment,
        'enrollment',
        `enrollment.id = row.enrollmentId AND enrollment.status = 'ACTIVE' AND enrollment.userId = :userId`,
        { userId },
      )
      .where('row.lessonId = ANY(:ids)', { ids })
      .getMany();
    return new Map(rows.map((row) => [row.lessonId, row]));
  }

  private async versions(keys: readonly Version[]): Promise<(Curriculum | null)[]> {
    const rows = await this.scope.db
      .createQueryBuilder(Curriculum, 'row')
      .where(
        '(row.courseId, row.revision) IN (SELECT * FROM unnest(CAST(:courses AS uuid[]), CAST(:revisions AS int[])))',
        {
          courses: keys.map((key) => key.courseId),
          revisions: keys.map((key) => key.revision),
        },
      )
      .getMany();
    const byKey = new Map(rows.map((row) => [`${row.courseId}/${row.revision}`, row]));
    return keys.map((key) => byKey.get(`${key.courseId}/${key.revision}`) ?? null);
  }
}
