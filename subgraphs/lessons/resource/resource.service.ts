import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { DraftService } from '../course/course.draft';
import { Lesson } from '../lesson/lesson.entity';
import { lessonPolicy } from '../lesson/lesson.policy';
import { lessonErrors } from '../lessons.errors';
import type { AddLessonResourceInput, RemoveLessonResourceInput } from './resource.input';
import type { LessonResource } from './resource.type';

const limit = 20;
const longestUrl = 2_000;

/** What a lesson of the draft offers to download and to read on. */
export class ResourceService {
  constructor(private readonly scope: Scope) {}

  /** Puts it last. @throws BAD_INPUT, CONFLICT, NOT_FOUND, OUTLINE_FULL */
  add({
    lessonId,
    title,
    url,
    expectedVersion,
  }: AddLessonResourceInput): Promise<{ lesson: Lesson; resource: LessonResource }> {
    refuseOddAddress(url);
    return this.change(lessonId, expectedVersion, async (tx, lesson) => {
      if (lesson.resources.length >= limit) throw lessonErrors.OUTLINE_FULL({ limit, things: 'resources' });
      const resource: LessonResource = { id: tx.ids.next(), title, url: url.href };
      lesson.resources = [...lesson.resources, resource];
      return { lesson: await tx.save(lesson), resource };
    });
  }

  /** @throws CONFLICT, NOT_FOUND */
  remove({ lessonId, resourceId, expectedVersion }: RemoveLessonResourceInput): Promise<Lesson> {
    return this.change(lessonId, expectedVersion, (tx, lesson) => {
      const kept = lesson.resources.filter((resource) => resource.id !== resourceId);
      if (kept.length === lesson.resources.length) throw kitErrors.NOT_FOUND({ thing: 'resource' });
      lesson.resources = kept;
      return tx.save(lesson);
    });
  }

  private change<T>(
    id: string,
    expectedVersion: number | null | undefined,
    work: (tx: Scope, lesson: Lesson) => Promise<T>,
  ): Promise<T> {
    return this.scope
      .get(DraftService)
      .changePart({ entity: Lesson, id, policy: lessonPolicy.edit, expectedVersion }, work);
  }
}

/** Clients make links of these: nothing that runs, nothing endless. */
function refuseOddAddress(url: URL): void {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.href.length > longestUrl)
    throw kitErrors.BAD_INPUT({
      fields: { 'input.url': `An http or https address of at most ${longestUrl} characters.` },
    });
}
