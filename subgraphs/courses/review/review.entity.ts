import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';

/** What one person who learned a course thinks of it. Helpful votes are counted from rows and change no version. */
@Entity('review')
@ObjectType({ description: 'What someone who is or was enrolled thinks of a course. One per person and course.' })
@EntityKey()
@CacheControl(60)
export class Review extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid')
  authorId!: string;

  @Field(() => Int, { description: 'Stars, 1 to 5.' })
  @Column('int')
  stars!: number;

  @Field(() => String, { nullable: true, description: 'Plain text; null where only stars were given.' })
  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('text', { nullable: true })
  reply!: string | null;

  @Column('uuid', { nullable: true })
  replyAuthorId!: string | null;

  @Column('timestamptz', { nullable: true })
  repliedAt!: Date | null;

  @Field(() => Int, { description: 'How many people found it helpful.' })
  @Column('int')
  helpfulCount!: number;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** An instructor's answer; none takes it back. */
  answer(reply: string | null, authorId: string | null, now: Date): void {
    Object.assign(
      this,
      reply === null
        ? { reply, replyAuthorId: null, repliedAt: null }
        : { reply, replyAuthorId: authorId, repliedAt: now },
    );
  }
}
