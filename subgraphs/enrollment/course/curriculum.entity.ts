import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReleaseRule } from '../../../kit/events/catalog';

export type LessonKind = 'ARTICLE' | 'VIDEO' | 'FILE' | 'LIVE' | 'QUIZ' | 'CODE';

/** A lesson as one revision of the curriculum has it. */
export interface CurriculumLesson {
  readonly lessonId: string;
  readonly title: string;
  readonly kind: LessonKind;
  readonly isRequired: boolean;
  readonly isPreview: boolean;
  readonly durationSeconds: number;
  readonly releaseRules: readonly ReleaseRule[];
}

/**
 * One published revision, from `curriculum.published`. Revisions never change and are all kept, so that an event may
 * arrive late, and progress is weighed by the revision under which it was made.
 */
@Entity('curriculum')
export class Curriculum {
  @PrimaryColumn('uuid')
  courseId!: string;

  @PrimaryColumn('int')
  revision!: number;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** In the order of the course. */
  @Column('jsonb')
  lessons!: CurriculumLesson[];
}

/** Which course a lesson belongs to; a lesson never moves to another. */
@Entity('lesson')
export class KnownLesson {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;
}
