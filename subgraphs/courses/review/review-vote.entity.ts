import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Someone found a review helpful. */
@Entity('review_vote')
export class ReviewVote {
  @PrimaryColumn('uuid')
  reviewId!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @Column('timestamptz')
  votedAt!: Date;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
