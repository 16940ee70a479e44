import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from './course.policy';
import { Curriculum, KnownLesson } from './curriculum.entity';
import { KnownCourse } from './known-course.entity';

/** Every read of courses and curricula by key. */
export class CourseLoaders {
  readonly visible: Loader<string, KnownCourse | null>;
  /** For those who teach the course or manage its enrolments. */
  readonly taught: Loader<string, KnownCourse | null>;
  /** Without a policy: to decide about something else that lies in the course. */
  readonly facts: Loader<string, KnownCourse | null>;
  readonly lesson: Loader<string, KnownLesson | null>;
  /** The newest published revision. */
  readonly curriculum: Loader<string, Curriculum | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, KnownCourse, 'id', coursePolicy.see);
    this.taught = loadByKey(scope, KnownCourse, 'id', coursePolicy.teach);
    this.facts = loadByKey(scope, KnownCourse, 'id');
    this.lesson = loadByKey(scope, KnownLesson, 'id');
    this.curriculum = loadWith<Curriculum | null>((ids) => newestCurricula(scope, ids), null);
  }
}

export async function newestCurricula(scope: Scope, courseIds: readonly string[]): Promise<Map<string, Curriculum>> {
  const usable = courseIds.filter(isUuid);
  if (usable.length === 0) return new Map();
  const rows = await scope.db
    .createQueryBuilder(Curriculum, 'row')
    .distinctOn(['row.courseId'])
    .where('row.courseId = ANY(:ids)', { ids: usable })
    .orderBy('row.courseId')
    .addOrderBy('row.revision', 'DESC')
    .getMany();
  return new Map(rows.map((row) => [row.courseId, row]));
}
