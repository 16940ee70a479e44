import { Ctx, Query, Resolver } from 'type-graphql';
import { defineCollection, type Identified } from '../documents/collection';
import { defineErrors } from '../errors/errors';
import { on } from '../events/on';
import type { Scope } from '../scope/scope';
import { defineSubgraph } from '../subgraph/define';
import { failingJob, poison } from './sample-subgraph';

/** What was sent, and what was seen how often: `_id` is a user's. */
export const sentDocuments = defineCollection<Identified>({ name: 'sent', indexes: [] });
export const seenDocuments = defineCollection<Identified & { times: number }>({ name: 'seen', indexes: [] });

@Resolver()
class SeenResolver {
  @Query(() => Boolean, { description: 'Whether anything was seen.' })
  async hasSeen(@Ctx() scope: Scope): Promise<boolean> {
    return (await scope.documents.of(seenDocuments).count()) > 0;
  }
}

const countRegistration = on('user.registered', async (tx, { userId }) => {
  await tx.documents.of(seenDocuments).updateOne({ _id: userId }, { $inc: { times: 1 } }, { upsert: true });
  if (userId === poison) throw new Error('cannot be handled');
});

/** The sample subgraph with its facts in MongoDB: the same events and jobs. */
export const sampleDocuments = defineSubgraph({
  name: 'sampledocuments',
  resolvers: [SeenResolver],
  references: {},
  entities: [],
  migrations: [],
  documents: { collections: [sentDocuments, seenDocuments], migrations: [] },
  emits: ['user.registered'],
  handlers: [countRegistration],
  jobs: [failingJob],
  errors: defineErrors({}),
  sensitive: [],
});
