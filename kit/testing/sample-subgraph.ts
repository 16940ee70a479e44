import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { EntityKey, Versioned } from '../database/entity';
import { migration } from '../database/migration';
import { page } from '../database/page';
import { defineErrors } from '../errors/errors';
import { on } from '../events/on';
import { connectionOf, ListSize, type Page } from '../graphql/connection';
import { PageArgs } from '../graphql/page.args';
import { defineJob } from '../jobs/job';
import { definePolicy } from '../policy/policy';
import type { Scope } from '../scope/scope';
import { defineSubgraph } from '../subgraph/define';

/** The smallest subgraph that uses everything kit offers: what kit's own tests run on. */
@Entity('note')
@ObjectType({ description: 'A note.' })
@EntityKey()
export class Note extends Versioned {
  @Field(() => ID, { description: 'Its id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'What it says.' })
  @Column('text')
  text!: string;

  @Column('int')
  rank!: number;

  @Column('uuid', { nullable: true })
  authorId!: string | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}

export const notePolicy = definePolicy(Note, {
  see: () => () => true,
  edit: (viewer) => (note) => viewer.is(note.authorId),
});

export const noteList = (direction: 'ASC' | 'DESC') => ({
  name: 'notes',
  entity: Note,
  order: { by: 'rank' as const, direction },
});

const NoteConnection = connectionOf(Note);

@Resolver(() => Note)
class NoteResolver {
  @Query(() => NoteConnection, { description: 'All notes.' })
  @ListSize()
  notes(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Note>> {
    return page(scope, noteList('ASC'), args);
  }

  @Query(() => String, { description: 'Fails without a code.' })
  broken(): string {
    throw new Error('connect to 10.0.0.3 as root failed');
  }
}

/** Poisoned for this user id. */
export const poison = '00000000-0000-7000-8000-00000000dead';

const countRegistration = on('user.registered', async (tx, { userId }) => {
  if (userId === poison) throw new Error('cannot be handled');
  await tx.db.query(
    `INSERT INTO seen (user_id, times) VALUES ($1, 1) ON CONFLICT (user_id) DO UPDATE SET times = seen.times + 1`,
    [userId],
  );
});

export const failingJob = defineJob<{ readonly reason: string }>('fail', (_scope, { reason }) =>
  Promise.reject(new Error(reason)),
);

export const sample = defineSubgraph({
  name: 'sample',
  resolvers: [NoteResolver],
  references: {},
  entities: [Note],
  migrations: [
    migration(
      'Sample1750000000001',
      `CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL, rank integer NOT NULL, author_id uuid, organisation_id uuid,
                          version integer NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
       CREATE TABLE seen (user_id uuid PRIMARY KEY, times integer NOT NULL);
       CREATE TABLE sent (user_id uuid PRIMARY KEY)`,
    ),
  ],
  emits: ['user.registered'],
  handlers: [countRegistration],
  jobs: [failingJob],
  errors: defineErrors({}),
  sensitive: [],
});
