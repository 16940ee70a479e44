import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { coursePolicy } from '../course/course.policy';
import { Curriculum } from './curriculum.entity';

/** Curricula by course id. */
export class CurriculumLoaders {
  /** Courses whose draft the viewer may see. */
  readonly editable: Loader<string, Course | null>;
  private readonly visible: Loader<string, Course | null>;
  private readonly revision: Loader<string, Curriculum | null>;

  constructor(scope: Scope) {
    this.editable = loadByKey(scope, Course, 'id', coursePolicy.edit);
    this.visible = loadByKey(scope, Course, 'id', coursePolicy.see);
    this.revision = loadByKey(scope, Curriculum, 'id');
  }

  /** What was published last; null before, and for whoever may not see the course. */
  async published(courseId: string): Promise<Curriculum | null> {
    const course = await this.visible.load(courseId);
    return course?.revisionId ? this.revision.load(course.revisionId) : null;
  }
}
