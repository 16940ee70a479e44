import { Viewer } from '../../../kit/identity/viewer';
import { releaseOf, type Release } from '../../../kit/learning/release';
import type { Scope } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import type { Asset } from '../asset/asset.document';
import { AssetLoaders } from '../asset/asset.loaders';
import { CourseLoaders } from '../course/course.loaders';
import { TrailerLoaders } from '../course/trailer.loaders';
import { LearnerLoaders } from '../enrollment/learner.loaders';
import { lessons, type Lesson } from '../lesson/lesson.document';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { mayWatchLive } from '../live/watch-live';
import { recordingOf } from '../live/recording/recording-of';
import type { PlaybackGrant } from './grant.document';

/** What a viewer may play, as it is now: never from what was known a moment ago. */
export class Entitlement {
  constructor(private readonly scope: Scope) {}

  /** What a lesson shows, for who may play it; null where they may not, or there is nothing. */
  async to(lessonId: string): Promise<{ lesson: Lesson; asset: Asset | null } | null> {
    const fresh = this.scope.as(this.scope.viewer);
    const lesson = await fresh.get(LessonLoaders).playable.load(lessonId);
    return lesson && { lesson, asset: await shownIn(fresh, lesson) };
  }

  /** The trailer of a course, for who may see the course; null where they may not, or there is none. */
  toTrailer(courseId: string): Promise<Asset | null> {
    return this.scope.as(this.scope.viewer).get(TrailerLoaders).visible.load(courseId);
  }

  /** Whether the one who has a grant may still play what it is for. */
  async holds({ viewer, lessonId, courseId, assetId, versionId, liveSessionId }: PlaybackGrant): Promise<boolean> {
    if (liveSessionId) return mayWatchLive(this.scope.as(new Viewer(viewer)), liveSessionId);
    const theirs = this.scope.as(new Viewer(viewer)).get(Entitlement);
    const asset = lessonId === null ? await theirs.toTrailer(courseId) : (await theirs.to(lessonId))?.asset;
    return asset?._id === assetId && asset.versionOf(versionId) !== undefined;
  }

  /** What an enrolled learner waits for, where a lesson is not open to them yet; null for everyone else. */
  async waitingFor(lessonId: string): Promise<Release | null> {
    const { scope } = this;
    const lesson = isUuid(lessonId) ? await scope.documents.of(lessons).findOne({ _id: lessonId }) : null;
    const course = lesson && (await scope.get(CourseLoaders).known.load(lesson.courseId));
    if (!lesson || !course || course.status === 'DRAFT') return null;
    const learner = scope.get(LearnerLoaders);
    const enrolledAt = await learner.enrolledAt.load(lesson.courseId);
    if (!enrolledAt) return null;
    const completed = await learner.completed.load(lesson.courseId);
    const release = releaseOf(lesson.releaseRules, { lessonId, now: scope.clock.now(), enrolledAt, completed });
    return release.isReleased ? null : release;
  }
}

/** A lesson that names nothing itself shows what was recorded of it. */
async function shownIn(scope: Scope, lesson: Lesson): Promise<Asset | null> {
  return lesson.kind === 'LIVE' && lesson.contentId === null
    ? recordingOf(scope, lesson)
    : scope.get(AssetLoaders).shownIn(lesson);
}
