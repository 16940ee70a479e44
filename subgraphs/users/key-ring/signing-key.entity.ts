import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An Ed25519 key that signs access tokens, or did. Its id is the `kid` of tokens. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('uuid')
  id!: string;

  /** JWK (RFC 8037) without the private part. */
  @Column('jsonb')
  publicKey!: Record<string, string>;

  /** PKCS #8 in a sealed box; forgotten when the key retires. */
  @Column('bytea', { nullable: true })
  sealedPrivateKey!: Buffer | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  retiredAt!: Date | null;
}
