import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What proves that someone is a person. Apart from the profile, so that no read of people carries it along. */
@Entity('credential')
export class Credential {
  @PrimaryColumn('uuid')
  userId!: string;

  /** PHC string of argon2id. */
  @Column('text')
  passwordHash!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
