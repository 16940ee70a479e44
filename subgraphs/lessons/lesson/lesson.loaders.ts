import DataLoader from 'dataloader';
import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { draftFirst } from '../course/draft-first';
import { PublishedSection, type Section } from '../section/section.entity';
import { Lesson, PublishedLesson } from './lesson.entity';
import { lessonPolicy } from './lesson.policy';

/** Every read of lessons by key. */
export class LessonLoaders {
  readonly draft: Loader<string, Lesson | null>;
  readonly published: Loader<string, Lesson | null>;
  /** The draft for editors, what is published for everyone else. */
  readonly visible: Loader<string, Lesson | null>;
  /** Whether the viewer may have what is in a lesson. */
  readonly isReadable: Loader<Lesson, boolean>;
  /** The Markdown of a lesson; null where there is none for this viewer. */
  readonly body: Loader<Lesson, string | null>;
  private readonly draftInSection: Loader<string, Lesson[]>;
  private readonly publishedInSection: Loader<string, Lesson[]>;

  constructor(private readonly scope: Scope) {
    this.draft = loadByKey(scope, Lesson, 'id', lessonPolicy.see);
    this.published = loadByKey(scope, PublishedLesson, 'id', lessonPolicy.see);
    this.visible = draftFirst(this.draft, this.published);
    const inOrder = { order: { position: 'ASC' }, policy: lessonPolicy.see } as const;
    this.draftInSection = loadManyByKey(scope, Lesson, 'sectionId', inOrder);
    this.publishedInSection = loadManyByKey(scope, PublishedLesson, 'sectionId', inOrder);
    this.isReadable = new DataLoader((lessons) => this.readable(lessons));
    this.body = new DataLoader((lessons) => this.bodies(lessons));
  }

  /** The lessons of a section in order: of the draft, where the section is. */
  inSection(section: Section): Promise<Lesson[]> {
    return (section instanceof PublishedSection ? this.publishedInSection : this.draftInSection).load(section.id);
  }

  private async readable(lessons: readonly Lesson[]): Promise<boolean[]> {
    const readable = new Set(await lessonPolicy.read(this.scope, lessons));
    return lessons.map((lesson) => readable.has(lesson));
  }

  private async bodies(lessons: readonly Lesson[]): Promise<(string | null)[]> {
    const isReadable = await this.readable(lessons);
    const [published, draft] = partition(lessons.filter((_, index) => isReadable[index]));
    const bodies = new Map([
      ...(await this.readBodies(Lesson, draft)),
      ...(await this.readBodies(PublishedLesson, published)),
    ]);
    return lessons.map((lesson) => bodies.get(lesson) ?? null);
  }

  private async readBodies(entity: typeof Lesson, lessons: readonly Lesson[]): Promise<[Lesson, string | null][]> {
    if (lessons.length === 0) return [];
    const ids = lessons.map((lesson) => lesson.id);
    const rows = await this.scope.db
      .createQueryBuilder(entity, 'row')
      .select('row.id', 'id')
      .addSelect('row.body', 'body')
      .where('row.id = ANY(:ids)', { ids })
      .getRawMany<{ id: string; body: string | null }>();
    const byId = new Map(rows.map((row) => [row.id, row.body]));
    return lessons.map((lesson) => [lesson, byId.get(lesson.id) ?? null]);
  }
}

function partition(lessons: readonly Lesson[]): [published: Lesson[], draft: Lesson[]] {
  const isPublished = (lesson: Lesson): boolean => lesson instanceof PublishedLesson;
  return [lessons.filter(isPublished), lessons.filter((lesson) => !isPublished(lesson))];
}
