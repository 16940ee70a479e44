import type { Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import type { Course } from './course.document';
import { CourseLoaders } from './course.loaders';

/** Courses, by what the viewer is in them. */
export interface CourseSets {
  readonly joined: ReadonlySet<string>;
  readonly moderated: ReadonlySet<string>;
}

/** Of the courses in which something was said, those in which the viewer takes part, and those that they moderate. */
export async function courseSetsOf(scope: Scope, said: readonly { readonly courseId: string }[]): Promise<CourseSets> {
  const ids = [...new Set(said.map(({ courseId }) => courseId))];
  const idsBy = async (loader: Loader<string, Course | null>): Promise<ReadonlySet<string>> => {
    const courses = await Promise.all(ids.map((id) => loader.load(id)));
    return new Set(courses.flatMap((course) => course?._id ?? []));
  };
  const { joined, moderated } = scope.get(CourseLoaders);
  const [ofMembers, ofModerators] = await Promise.all([idsBy(joined), idsBy(moderated)]);
  return { joined: ofMembers, moderated: ofModerators };
}
