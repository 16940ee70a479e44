import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { Course, courses } from '../course/course.document';
import { enrollments } from '../enrollment/enrollment.document';
import { ForumService } from '../forum/forum.service';
import type { UpdateForumInput } from '../forum/forum.input';
import { lessons } from '../lesson/lesson.document';
import { posts, type Post } from '../post/post.document';
import type { CreatePostInput } from '../post/post.input';
import { PostService } from '../post/post.service';
import { WritingService } from '../post/writing.service';
import { threads, type Thread } from '../thread/thread.document';
import type { CreateThreadInput } from '../thread/thread.input';
import { ThreadKind } from '../thread/thread.kind';
import { ThreadService } from '../thread/thread.service';

interface Given {
  readonly organisationId?: string | null;
  readonly status?: Course['status'];
}

/** A course with one lesson, somebody who teaches it, and whoever enrols. */
export class ForumWorld {
  readonly courseId = randomUUID();
  readonly lessonId = randomUUID();

  private constructor(
    readonly house: SubgraphTest,
    readonly instructor: Viewer,
    readonly organisationId: string | null,
  ) {}

  static async make(
    house: SubgraphTest,
    { organisationId = null, status = 'PUBLISHED' }: Given = {},
  ): Promise<ForumWorld> {
    const world = new ForumWorld(house, person(randomUUID(), within(organisationId)), organisationId);
    const { courseId, lessonId, instructor } = world;
    const taught = { organisationId, status, title: 'A course', instructorIds: [instructor.id!], factsVersion: 1 };
    const { documents } = house.as();
    await documents.of(courses).insertOne(Object.assign(new Course(), { _id: courseId, ...taught }));
    await documents.of(lessons).insertOne({ _id: lessonId, courseId, organisationId, title: 'A lesson' });
    return world;
  }

  stranger(): Viewer {
    return person(randomUUID(), within(this.organisationId));
  }

  async learner(): Promise<Viewer> {
    const learner = this.stranger();
    await this.enroll(learner, learner.id!);
    return learner;
  }

  async enroll({ id }: Viewer, enrollmentId: string = randomUUID()): Promise<void> {
    const facts = { _id: enrollmentId, userId: id!, courseId: this.courseId, endedAt: null };
    await this.house
      .as()
      .documents.of(enrollments)
      .insertOne({ ...facts, startedAt: this.house.clock.now() });
  }

  /** As enrollment tells that somebody has left. */
  async leave({ id }: Viewer): Promise<void> {
    const { courseId, organisationId } = this;
    const at = this.house.clock.now().toISOString();
    const facts = { enrollmentId: id!, userId: id!, courseId, runId: null, organisationId };
    await this.house.deliver('enrollment.ended', { ...facts, startedAt: at, endedAt: at, reason: 'LEFT' });
  }

  begin(viewer: Viewer, given: Partial<CreateThreadInput> = {}): Promise<Thread> {
    const { courseId } = this;
    const usual = { courseId, kind: ThreadKind.QUESTION, title: 'Why is that so?', body: 'I do not see it.' };
    return this.house
      .as(viewer)
      .get(WritingService)
      .begin({ ...usual, ...given });
  }

  reply(viewer: Viewer, { _id }: Pick<Thread, '_id'>, given: Partial<CreatePostInput> = {}): Promise<Post> {
    return this.house
      .as(viewer)
      .get(WritingService)
      .reply({ threadId: _id, body: 'Because.', ...given });
  }

  threads(viewer: Viewer = this.instructor): ThreadService {
    return this.house.as(viewer).get(ThreadService);
  }

  posts(viewer: Viewer = this.instructor): PostService {
    return this.house.as(viewer).get(PostService);
  }

  settings(given: Omit<UpdateForumInput, 'courseId'>): Promise<object> {
    return this.house
      .as(this.instructor)
      .get(ForumService)
      .update({ courseId: this.courseId, ...given });
  }

  async thread({ _id }: Pick<Thread, '_id'>): Promise<Thread> {
    return (await this.house.as().documents.of(threads).findOne({ _id }))!;
  }

  async post({ _id }: Pick<Post, '_id'>): Promise<Post> {
    return (await this.house.as().documents.of(posts).findOne({ _id }))!;
  }
}

const within = (organisationId: string | null): { organisations: string[] } => ({
  organisations: organisationId === null ? [] : [organisationId],
});
