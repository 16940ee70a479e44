import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { courseFactory } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';

export const RECORD = `mutation ($input: RecordProgressInput!) { recordProgress(input: $input) {
  accepted rejected { clientId code message }
  lessons { id viewerProgress { completedAt watchedSeconds position openedAt } }
  progress { percent completedLessons requiredLessons completedAt hasNewContent resumeAt { lesson { id } position }
    explain { text lessons { lesson { id } counts done why } } } } }`;

export interface Recorded {
  readonly accepted: number;
  readonly rejected: { clientId: string; code: string }[];
  readonly lessons: { id: string; viewerProgress: { completedAt: string | null; watchedSeconds: number } | null }[];
  readonly progress: {
    readonly percent: number;
    readonly completedLessons: number;
    readonly requiredLessons: number;
    readonly completedAt: string | null;
    readonly hasNewContent: boolean;
    readonly resumeAt: { lesson: { id: string }; position: number } | null;
    readonly explain: { text: string; lessons: { why: string }[] };
  };
}

export interface LearningEvent {
  readonly clientId: string;
  readonly lessonId: string;
  readonly kind: string;
  readonly at: string;
  readonly viewingId?: string;
  readonly ranges?: { from: number; to: number }[];
}

/** Learners at work. */
export class Learning {
  private events = 0;

  constructor(private readonly house: SubgraphTest) {}

  /** A course, and someone who is enrolled in it. */
  async learnerIn(given: Parameters<typeof courseFactory>[1]) {
    const [course] = await this.house.make(courseFactory, [given]);
    const { courseId, lessonIds } = course!;
    const learner = person(randomUUID());
    const [enrollment] = await this.house.make(enrollmentFactory, [{ viewer: learner, courseId }]);
    return { courseId, lessonIds, learner, enrollment: enrollment! };
  }

  event(lessonId: string, kind: string, at?: Date, over: Partial<LearningEvent> = {}): LearningEvent {
    this.events += 1;
    const moment = at ?? this.house.clock.now();
    return { clientId: `event-${this.events}`, lessonId, kind, at: moment.toISOString(), ...over };
  }

  completed(lessonId: string, at?: Date): LearningEvent {
    return this.event(lessonId, 'COMPLETED', at);
  }

  async record(viewer: Viewer, courseId: string, events: LearningEvent[]): Promise<Recorded> {
    const options = { viewer, variables: { input: { courseId, events } } };
    return (await this.house.data<{ recordProgress: Recorded }>(RECORD, options)).recordProgress;
  }

  /** All that is kept of an enrolment's progress. */
  async kept(enrollmentId: string): Promise<{ courses: unknown[]; lessons: unknown[] }> {
    const read = (sql: string): Promise<unknown[]> => this.house.as().db.query(sql, [enrollmentId]);
    const courses = await read('SELECT * FROM course_progress WHERE enrollment_id = $1');
    const lessons = await read('SELECT * FROM lesson_progress WHERE enrollment_id = $1 ORDER BY lesson_id');
    return { courses, lessons };
  }

  later(seconds: number): Date {
    return new Date(this.house.clock.now().getTime() + seconds * 1000);
  }
}
