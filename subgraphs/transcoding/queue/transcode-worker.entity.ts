import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** A process that prepares videos, on any machine. */
@Entity('transcode_worker')
@ObjectType({ description: 'A process that prepares videos.' })
export class TranscodeWorker {
  @Field(() => ID, { description: 'Opaque id; another one after each start.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Name of its machine.' })
  @Column('text')
  host!: string;

  @Field(() => Int, { description: 'Its process id there.' })
  @Column('int')
  pid!: number;

  @Field(() => Int, { description: 'How many tasks it does at a time.' })
  @Column('int')
  slots!: number;

  @Field(() => DateTime, { description: 'When it started.' })
  @Column('timestamptz')
  startedAt!: Date;

  @Field(() => DateTime, { description: 'When it was last heard of.' })
  @Column('timestamptz')
  seenAt!: Date;
}
