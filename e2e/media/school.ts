import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import type { Lyceum } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import {
  CreateCourseDocument,
  CreateLessonDocument,
  CreateSectionDocument,
  EnrollDocument,
  PublishCourseDocument,
  PublishCurriculumDocument,
  SetCoursePricesDocument,
} from '../../schema/operations/operations';
import { testTools } from '../../subgraphs/transcoding/testing/lavfi';
import { Worker } from '../../subgraphs/transcoding/worker/worker';

export type Protection = 'CLEAR' | 'AES_128' | 'CBCS';

interface Ticket {
  readonly assetId: string;
  readonly url: string;
}

/** How far a video is on its way to be played. */
export interface Job {
  readonly state: string;
  readonly percent: number;
  readonly renditions: readonly { readonly name: string }[];
}

export interface VideoLesson {
  readonly title: string;
  /** Null: a lesson that is held live. */
  readonly assetId: string | null;
  /** Seconds. */
  readonly duration: number;
}

/** A course that costs something, with its lessons in order. */
export interface VideoCourse {
  readonly id: string;
  readonly lessonIds: readonly string[];
}

export interface OnAir {
  readonly id: string;
  /** Where a camera sends to, with its key. */
  readonly cameraUrl: string;
  readonly end: () => Promise<void>;
}

export interface Recorded {
  readonly id: string;
  readonly state: string;
}

export interface Bought {
  readonly entitlementId: string;
  readonly enrollmentId: string;
}

/** People of a school, and what they do over HTTP: nothing here is done behind the gateway but encoding. */
export class School {
  private constructor(
    private readonly lyceum: Lyceum,
    readonly admin: Person,
    readonly instructor: Person,
    readonly learner: Person,
    readonly stranger: Person,
  ) {}

  static async open(lyceum: Lyceum): Promise<School> {
    const admin = await makePerson(lyceum, { username: 'chief', roles: ['admin'] });
    const instructor = await makePerson(lyceum, { username: 'lena', roles: ['instructor'] });
    const learner = await makePerson(lyceum, { username: 'marit' });
    const stranger = await makePerson(lyceum, { username: 'stranger' });
    return new School(lyceum, admin, instructor, learner, stranger);
  }

  /** Leave for the instructor to send a video. */
  async ticketFor(video: Buffer, protection: Protection): Promise<Ticket> {
    const input = { kind: 'VIDEO', fileName: 'waves.mp4', bytes: String(video.length), protection };
    const { createUpload } = await this.lyceum.ask<{
      createUpload: { ticket: { url: string }; asset: { id: string } };
    }>(`mutation ($input: CreateUploadInput!) { createUpload(input: $input) { ticket { url } asset { id } } }`, {
      variables: { input },
      token: this.instructor.token,
    });
    return { assetId: createUpload.asset.id, url: createUpload.ticket.url };
  }

  /** Sends it by tus, as a page does. */
  async send(video: Buffer, { url: uploadUrl }: Ticket): Promise<void> {
    const headers = { authorization: `Bearer ${this.instructor.token}` };
    await new Promise<void>((onSuccess, onError) =>
      new Upload(video, { uploadUrl, headers, retryDelays: null, onSuccess: () => onSuccess(), onError }).start(),
    );
    await this.lyceum.settle();
  }

  /** What becomes of the instructor's video. */
  async jobOf(assetId: string): Promise<{ readonly id: string; readonly state: string }> {
    const { transcodeJobs } = await this.lyceum.ask<{ transcodeJobs: { nodes: { id: string; state: string }[] } }>(
      `query ($filter: TranscodeJobFilter) { transcodeJobs(filter: $filter) { nodes { id state } } }`,
      { variables: { filter: { assetId } }, token: this.instructor.token },
    );
    return transcodeJobs.nodes[0]!;
  }

  /** Encodes whatever waits for it. */
  async transcode(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-media-'));
    const subgraph = this.lyceum.platform.get('transcoding');
    const worker = await Worker.open({ subgraph, tools: await testTools(), folder, slots: 1 });
    try {
      await worker.runDue();
    } finally {
      await worker.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    await this.lyceum.settle();
  }

  /** A video that is ready to be shown. */
  async video(video: Buffer, protection: Protection): Promise<string> {
    const ticket = await this.ticketFor(video, protection);
    await this.send(video, ticket);
    await this.transcode();
    return ticket.assetId;
  }

  /** Adds English captions to a video. `text` is WebVTT or SRT. */
  async caption(assetId: string, text: string): Promise<void> {
    const input = { assetId, language: 'en', kind: 'CAPTIONS', file: { text } };
    await this.lyceum.ask(`mutation ($input: AddCaptionsInput!) { addCaptions(input: $input) { __typename } }`, {
      variables: { input },
      token: this.instructor.token,
    });
  }

  /** Publishes a course of videos. */
  async publish(title: string, lessons: readonly VideoLesson[]): Promise<VideoCourse> {
    const { lyceum } = this;
    const { token } = this.instructor;
    const { createCourse } = await lyceum.ask(CreateCourseDocument, { variables: { input: { title } }, token });
    const { id } = createCourse.course;
    await lyceum.settle();
    await this.describe(id);
    const section = { courseId: id, title: 'All of it' };
    const { createSection } = await lyceum.ask(CreateSectionDocument, { variables: { input: section }, token });
    const lessonIds: string[] = [];
    for (const { title: name, assetId: contentId, duration } of lessons) {
      const kind = contentId ? ('VIDEO' as const) : ('LIVE' as const);
      const input = { sectionId: createSection.section.id, title: name, kind, contentId, duration };
      const shown = { ...input, isRequired: contentId !== null, isPreview: false };
      const { createLesson } = await lyceum.ask(CreateLessonDocument, { variables: { input: shown }, token });
      lessonIds.push(createLesson.lesson.id);
    }
    await lyceum.ask(PublishCurriculumDocument, { variables: { input: { courseId: id } }, token });
    await lyceum.settle();
    const { publishCourse } = await lyceum.ask(PublishCourseDocument, { variables: { input: { id } }, token });
    if (publishCourse.__typename !== 'PublishCoursePayload') throw new Error(JSON.stringify(publishCourse));
    await lyceum.settle();
    return { id, lessonIds };
  }

  /** The learner's way into a course, as an order leads there. */
  async buy({ id: courseId }: VideoCourse, { id: userId, token }: Person = this.learner): Promise<Bought> {
    const { lyceum, admin } = this;
    const input = { userId, courseId, source: 'ORDER' };
    const { grantEntitlement } = await lyceum.ask<{ grantEntitlement: { entitlement: { id: string } } }>(
      `mutation ($input: GrantEntitlementInput!) { grantEntitlement(input: $input) { entitlement { id } } }`,
      { variables: { input }, token: admin.token },
    );
    const { enroll } = await lyceum.ask(EnrollDocument, { variables: { input: { courseId } }, token });
    if (enroll.__typename !== 'EnrollPayload') throw new Error(JSON.stringify(enroll));
    await lyceum.settle();
    return { entitlementId: grantEntitlement.entitlement.id, enrollmentId: enroll.enrollment.id };
  }

  /** Takes the right to a course back, which ends the enrolment. */
  async refund({ entitlementId: id }: Bought): Promise<void> {
    await this.lyceum.ask(
      `mutation ($input: RevokeEntitlementInput!) { revokeEntitlement(input: $input) { entitlement { id } } }`,
      { variables: { input: { id } }, token: this.admin.token },
    );
    await this.lyceum.settle();
  }

  /** Starts a live session, to which an encoder may send from now on. */
  async goLive(lessonId: string): Promise<OnAir> {
    const { lyceum, instructor } = this;
    const { token } = instructor;
    const scheduledAt = new Date(lyceum.house.clock.now().getTime() + 60_000).toISOString();
    const { scheduleLiveSession } = await lyceum.ask<{ scheduleLiveSession: { session: { id: string } } }>(
      `mutation ($input: ScheduleLiveSessionInput!) { scheduleLiveSession(input: $input) { session { id } } }`,
      { variables: { input: { lessonId, scheduledAt, duration: 600 } }, token },
    );
    const { id } = scheduleLiveSession.session;
    const { startLiveSession } = await lyceum.ask<{ startLiveSession: { ingestUrl: string; streamKey: string } }>(
      `mutation ($input: LiveSessionInput!) { startLiveSession(input: $input) { ingestUrl streamKey } }`,
      { variables: { input: { id } }, token },
    );
    const end = async (): Promise<void> => {
      const query = `mutation ($input: LiveSessionInput!) { endLiveSession(input: $input) { __typename } }`;
      await lyceum.ask(query, { variables: { input: { id } }, token });
    };
    return { id, cameraUrl: `${startLiveSession.ingestUrl}/${startLiveSession.streamKey}`, end };
  }

  /** What a live session was recorded as. */
  async recordingOf(id: string): Promise<Recorded | null> {
    const { liveSession } = await this.lyceum.ask<{ liveSession: { recording: Recorded | null } }>(
      `query ($id: ID!) { liveSession(id: $id) { recording { id state } } }`,
      { variables: { id }, token: this.instructor.token },
    );
    return liveSession.recording;
  }

  private async describe(id: string): Promise<void> {
    const { lyceum, admin, instructor } = this;
    const name = `Sea ${id.slice(-6)}`;
    const { createCategory } = await lyceum.ask<{ createCategory: { category: { id: string } } }>(
      `mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { id } } }`,
      { variables: { input: { name, slug: `sea-${id.slice(-6)}` } }, token: admin.token },
    );
    const input = {
      id,
      subtitle: 'Waves, swell and charts for people who sail.',
      description: 'How waves are made, how they travel, and how to read them before they reach you.',
      outcomes: ['Tell swell from wind sea'],
      categoryId: createCategory.category.id,
      language: 'en',
      level: 'BEGINNER',
    };
    await lyceum.ask(`mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { id } } }`, {
      variables: { input },
      token: instructor.token,
    });
    const prices = [{ minor: '4900', currency: 'EUR' }];
    const variables = { input: { courseId: id, prices } };
    await lyceum.ask(SetCoursePricesDocument, { variables, token: instructor.token });
  }
}
