import { Entity, PrimaryColumn } from 'typeorm';

/** That a person belongs to an organisation, whatever their role there. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('uuid')
  organisationId!: string;
}
