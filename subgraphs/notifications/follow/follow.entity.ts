import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What can be followed. */
export type FollowSubject = 'INSTRUCTOR' | 'CATEGORY';

/** That somebody wants to hear of new courses of an instructor, or in a category. */
@Entity('follow')
export class Follow {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('text')
  subject!: FollowSubject;

  @PrimaryColumn('uuid')
  subjectId!: string;

  @Column('timestamptz')
  followedAt!: Date;
}
