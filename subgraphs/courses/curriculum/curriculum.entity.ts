import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface EmptyLesson {
  readonly lessonId: string;
  readonly title: string;
}

/** What the lessons subgraph last published of a course's curriculum, as far as publishing the course depends on it. */
@Entity('curriculum')
export class Curriculum {
  @PrimaryColumn('uuid')
  courseId!: string;

  @Column('int')
  revision!: number;

  @Column('int')
  lessonCount!: number;

  /** Required lessons without content. */
  @Column('jsonb')
  emptyLessons!: EmptyLesson[];

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
