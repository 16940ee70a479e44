import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import type { KeyTerms } from '../../../kit/identity/key-terms';
import { isWithin } from '../../../kit/network/address-ranges';

/** Lets a program act for a person, within scopes. The secret itself was shown once. */
@Entity('api_key')
@ObjectType({ description: 'Lets a program act for a person, within its scopes.' })
@EntityKey()
export class ApiKey extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ownerId!: string;

  @Field(() => String, { description: "What the key is for, in its owner's words." })
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'The first characters of the key, to tell keys apart.' })
  @Column('text')
  hint!: string;

  @Column('text')
  hash!: string;

  @Field(() => [String], {
    description:
      "What it may do at most: permissions that count while its owner holds them, and `account.read` for the owner's account.",
  })
  @Column('text', { array: true })
  scopes!: string[];

  @Field(() => [String], {
    description: 'Where it may be used from, as addresses or ranges such as `192.0.2.0/24`; anywhere when empty.',
  })
  @Column('text', { array: true })
  addressRanges!: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; null for never.' })
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, give or take a minute; null for never.',
  })
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it works.' })
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of the registered documents that it may run; null for all of them.',
  })
  @Column('text', { array: true, nullable: true })
  documents!: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests that it may make in a minute; null for as many as any key.',
  })
  @Column('int', { nullable: true })
  requestsPerMinute!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What its operations may cost in a minute; null for as much as with any key.',
  })
  @Column('int', { nullable: true })
  costPerMinute!: number | null;

  get terms(): KeyTerms {
    const { id, documents, requestsPerMinute, costPerMinute } = this;
    return { id, documents, requestsPerMinute, costPerMinute };
  }

  worksFrom(address: string, now: Date): boolean {
    const isAlive = this.revokedAt === null && (this.expiresAt === null || this.expiresAt > now);
    return isAlive && (this.addressRanges.length === 0 || isWithin(address, this.addressRanges));
  }
}
