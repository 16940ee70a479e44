import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this subgraph knows of a course, from `course.changed`. */
@Entity('course')
export class KnownCourse {
  @PrimaryColumn('uuid')
  id!: string;

  /** The course's own version: an older event changes nothing. */
  @Column('int')
  version!: number;

  @Column('text')
  slug!: string;

  @Column('text')
  title!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid', { nullable: true })
  categoryId!: string | null;

  /** When it first came into the catalogue; null where nobody was told of that. */
  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  /** The owner first. */
  @Column('uuid', { array: true })
  instructorIds!: string[];
}
