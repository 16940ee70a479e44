import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That someone completed a lesson: what enrollment said. Never taken back. */
@Entity('completion')
export class Completion {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('uuid')
  lessonId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('timestamptz')
  completedAt!: Date;
}
