import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** A browser, or an installed application, to which push messages of one person go. */
@Entity('push_device')
@ObjectType({ description: 'A browser that shows push messages.' })
export class PushDevice {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  /** The same for the same address of a push service. */
  @Column('text')
  mark!: string;

  /** Address and keys in a sealed box, bound to the mark (ADR 070): who has them speaks to the device. */
  @Column('bytea')
  sealed!: Buffer;

  @Field(() => String, { description: 'What the browser said that it is, to tell devices apart.' })
  @Column('text')
  userAgent!: string;

  @Field(() => DateTime, { description: 'When it was last registered.' })
  @Column('timestamptz')
  registeredAt!: Date;
}
