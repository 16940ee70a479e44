import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { ReleaseRule } from '../../../kit/events/catalog';
import { Duration } from '../../../kit/graphql/scalars';
import type { LessonResource } from '../resource/resource.type';
import { LessonKind } from './lesson.kind';

/** What an edit may set; what is absent stays. */
export interface LessonChanges {
  readonly title?: string | null;
  readonly isRequired?: boolean | null;
  readonly isPreview?: boolean | null;
  readonly duration?: number | null;
  readonly body?: string | null;
  readonly contentId?: string | null;
}

/** One step of a course, as its editors see it. */
@Entity('lesson')
@ObjectType({ description: 'One step of a course. Editors read the draft, everyone else what was published last.' })
@EntityKey()
@CacheControl(60)
export class Lesson extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid')
  sectionId!: string;

  @Field(() => Int, { description: 'Place among the lessons of its section, from 1.' })
  @Column('int')
  position!: number;

  @Field(() => String, { description: 'Title as shown to people.' })
  @Column('text')
  title!: string;

  @Field(() => LessonKind, { description: 'What it consists of.' })
  @Column('text')
  kind!: LessonKind;

  @Field(() => Boolean, { description: 'Whether it counts towards completing the course.' })
  @Column('boolean')
  isRequired!: boolean;

  @Field(() => Boolean, { description: 'Whether anyone may read it without being enrolled.' })
  @Column('boolean')
  isPreview!: boolean;

  @Field(() => Duration, { name: 'duration', description: 'How long it takes, in seconds.' })
  @Column('double precision')
  durationSeconds!: number;

  /** Id of the video, file, live session, quiz or exercise that it shows. */
  @Column('uuid', { nullable: true })
  contentId!: string | null;

  @Field(() => Boolean, {
    description: 'Whether there is anything in it: text in an article, content in the other kinds.',
  })
  @Column('boolean')
  hasContent!: boolean;

  /** Markdown. Left out of ordinary reads: a table of contents has no use for it, and not everyone may have it. */
  @Column('text', { nullable: true, select: false })
  body!: string | null;

  @Column('jsonb')
  resources!: LessonResource[];

  @Column('jsonb')
  releaseRules!: ReleaseRule[];

  /** @throws BAD_INPUT where an article is given other content. */
  edit({ title, isRequired, isPreview, duration, body, contentId }: LessonChanges): void {
    if (contentId && this.kind === 'ARTICLE')
      throw kitErrors.BAD_INPUT({ fields: { contentId: 'An article consists of its body.' } });
    this.title = title ?? this.title;
    this.isRequired = isRequired ?? this.isRequired;
    this.isPreview = isPreview ?? this.isPreview;
    this.durationSeconds = duration ?? this.durationSeconds;
    if (contentId !== undefined) this.contentId = contentId;
    if (body !== undefined) this.body = body;
    if (this.kind !== 'ARTICLE') this.hasContent = this.contentId !== null;
    else if (body !== undefined) this.hasContent = body !== null && body.trim() !== '';
  }
}

/** A lesson as learners see it. */
@Entity('published_lesson')
export class PublishedLesson extends Lesson {}
