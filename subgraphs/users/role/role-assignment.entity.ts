import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** A role that a person has, and where it counts. */
@Entity('role_assignment')
@ObjectType({ description: 'A role that a person has, and where it counts.' })
export class RoleAssignment {
  @Field(() => ID, { description: 'Opaque id; `revokeRole` takes it.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  roleId!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation in which it counts; null for the marketplace.' })
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The one resource for which it counts, such as `Course:0199…`; null for all.',
  })
  @Column('text', { nullable: true })
  resource!: string | null;

  /** The person who granted it; null for the house. */
  @Column('uuid', { nullable: true })
  grantedBy!: string | null;

  @Field(() => DateTime, { description: 'Since when.' })
  @Column('timestamptz')
  createdAt!: Date;
}
