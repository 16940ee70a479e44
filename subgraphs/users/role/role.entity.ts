import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';

/** A named set of permissions; the marketplace's own, or one organisation's. */
@Entity('role')
@ObjectType({ description: 'A named set of permissions that people can be given.' })
@EntityKey()
export class Role extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Short name, such as `instructor`; unique in its organisation.' })
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'What the role is for.' })
  @Column('text')
  description!: string;

  @Field(() => [String], { description: 'Permissions as `resource.action`; `*` stands for all.' })
  @Column('text', { array: true })
  permissions!: string[];

  @Field(() => Boolean, { description: 'Whether the house brings it; such a role cannot be changed.' })
  @Column('boolean')
  isBuiltIn!: boolean;

  @Field(() => ID, { nullable: true, description: 'The organisation that made it; null for the marketplace.' })
  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
