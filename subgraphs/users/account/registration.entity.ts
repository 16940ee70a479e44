import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Someone says that an address is theirs. It becomes a person when a mailed link proves it; until then it holds the
 * username. Made in the same way whether or not the address has an account, so that nothing tells the two apart.
 */
@Entity('registration')
export class Registration {
  /** Also the id of the person to be. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('citext')
  email!: string;

  @Column('citext')
  username!: string;

  @Column('text')
  displayName!: string;

  @Column('text')
  passwordHash!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  timeZone!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
