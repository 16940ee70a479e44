import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { CoursePublishing } from '../../subgraphs/courses/course/course-publishing.service';
import { CohortService } from '../../subgraphs/enrollment/cohort/cohort.service';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { LeavingService } from '../../subgraphs/enrollment/enrollment/leaving.service';
import { Entitlement, EntitlementSource } from '../../subgraphs/enrollment/entitlement/entitlement.entity';
import { EntitlementService } from '../../subgraphs/enrollment/entitlement/entitlement.service';
import type { Lyceum } from './lyceum';
import type { Person } from './people';
import type { CoursePlace, MadeCourses } from './world-courses';
import type { Ids, Inhabitants } from './world-rows';

/** Who learns what: the learner and someone else, in a course of the marketplace and in the organisations. */
export async function makeLearning(
  lyceum: Lyceum,
  { learner, other, instructor }: Inhabitants,
  { Course, Run }: MadeCourses,
): Promise<Record<'Enrollment' | 'Entitlement' | 'Cohort', Ids>> {
  const scopeOf = (subgraph: string): Scope => lyceum.platform.get(subgraph).scope(Viewer.system);
  const scope = scopeOf('enrollment');
  const enroll = async (who: Person, place: CoursePlace): Promise<string> =>
    (await enrollmentFactory(scope, { viewer: viewerOf(who), courseId: Course[place] })).id;

  const left = await enroll(learner, 'public');
  await scope.as(viewerOf(learner)).get(LeavingService).leave(Course.public);
  const Enrollment = {
    ended: left,
    own: await enroll(learner, 'public'),
    archived: await enroll(learner, 'ended'),
    ownInB: await enroll(learner, 'ofB'),
    others: await enroll(other, 'public'),
    ofA: await enroll(other, 'ofA'),
    ofB: await enroll(other, 'ofB'),
  };

  const entitled = async ({ id: userId }: Person, place: CoursePlace): Promise<string> =>
    (await scope.db.findOneByOrFail(Entitlement, { userId, courseId: Course[place] })).id;
  const gift = { userId: learner.id, courseId: Course.ended, source: EntitlementSource.GIFT };
  const revoked = await scope.get(EntitlementService).grant(gift);
  await scope.get(EntitlementService).revoke({ id: revoked.id });

  const cohort = async (place: CoursePlace, name: string, members: readonly string[]): Promise<string> => {
    const { id } = await scope.get(CohortService).create({ courseId: Course[place], runId: Run[place], name });
    if (members.length > 0) await scope.get(CohortService).assign({ cohortId: id, enrollmentIds: [...members] });
    return id;
  };
  const Cohort = {
    own: await cohort('public', 'With the learner', [Enrollment.own]),
    others: await cohort('public', 'Without the learner', [Enrollment.others]),
    ofA: await cohort('ofA', 'Of A', [Enrollment.ofA]),
    ofB: await cohort('ofB', 'Of B', [Enrollment.ofB]),
  };

  await scopeOf('courses').as(viewerOf(instructor)).get(CoursePublishing).archive({ id: Course.ended });
  return {
    Enrollment,
    Entitlement: {
      own: await entitled(learner, 'public'),
      others: await entitled(other, 'public'),
      revoked: revoked.id,
      ofA: await entitled(other, 'ofA'),
      ofB: await entitled(other, 'ofB'),
    },
    Cohort,
  };
}

const viewerOf = ({ token }: Person): Viewer => viewerOfPayload(decodeJwt(token));
