import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret in a letter: proves a registration's address, or lets a person choose a new password. Deleted by its use. */
@Entity('mailed_token')
export class MailedToken {
  @PrimaryColumn('text')
  hash!: string;

  @Column('uuid', { nullable: true })
  registrationId!: string | null;

  @Column('uuid', { nullable: true })
  userId!: string | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
