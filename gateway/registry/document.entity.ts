import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DocumentKind = 'query' | 'mutation' | 'subscription';

/** ACTIVE runs; DEPRECATED runs until it retires, and says so; RETIRED is refused. */
export type DocumentState = 'ACTIVE' | 'DEPRECATED' | 'RETIRED';

/** An operation that was registered. Its text never changes. */
@Entity('document')
export class RegisteredDocument {
  /** `sha256:` and 64 lower-case hexadecimal digits, or a custom id without a colon. */
  @PrimaryColumn('text')
  id!: string;

  /** Of its operation; under it the latest version is found. */
  @Column('text')
  name!: string;

  @Column('int')
  version!: number;

  /** Who publishes under this name. */
  @Column('text')
  owner!: string;

  @Column('text')
  kind!: DocumentKind;

  @Column('text')
  body!: string;

  @Column('text')
  state!: DocumentState;

  /** When a deprecated document stops to run. */
  @Column('timestamptz', { nullable: true })
  retiresAt!: Date | null;

  @Column('timestamptz')
  publishedAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;

  /** The next version of its name among the documents that are known. */
  static of(
    document: Pick<RegisteredDocument, 'id' | 'name' | 'kind' | 'body'>,
    owner: string,
    known: readonly RegisteredDocument[],
    at: Date,
  ): RegisteredDocument {
    const versions = known.filter(({ name }) => name === document.name).map(({ version }) => version);
    const version = 1 + Math.max(0, ...versions);
    const fresh = { state: 'ACTIVE', retiresAt: null, publishedAt: at, changedAt: at } as const;
    return Object.assign(new RegisteredDocument(), document, fresh, { owner, version });
  }

  runs(now: Date): boolean {
    return (
      this.state === 'ACTIVE' || (this.state === 'DEPRECATED' && (this.retiresAt === null || this.retiresAt > now))
    );
  }
}
