import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One link in a session's chain of tokens. A used one is kept, so that a second use is recognised. */
@Entity('refresh_token')
export class RefreshToken {
  @PrimaryColumn('text')
  hash!: string;

  @Column('uuid')
  sessionId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
