import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mutation that was carried out, by the idempotency key its client gave it. */
@Entity('request_key')
export class RequestKey {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('text')
  operation!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Of the input: one key stands for one request. */
  @Column('text')
  hash!: string;

  @Column('jsonb', { nullable: true })
  result!: unknown;

  @Column('timestamptz')
  createdAt!: Date;
}
