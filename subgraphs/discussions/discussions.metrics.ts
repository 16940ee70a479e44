import type { Collection, Identified } from '../../kit/documents/collection';
import { outbox } from '../../kit/documents/kit-collections';
import type { ScopedDocuments } from '../../kit/documents/scoped-documents';
import { Viewer } from '../../kit/identity/viewer';
import type { CountedMetric, CountedValue } from '../../kit/metrics/counted-metric';
import { earliestId, momentOf } from '../../kit/scope/ids';
import { Scope } from '../../kit/scope/scope';
import { messages } from './chat/message.document';
import { cases } from './moderation/case.document';
import { CaseState } from './moderation/case.states';
import { posts } from './post/post.document';
import { PostState } from './post/post.states';
import { erasures } from './user/erasure.document';

type Count = (documents: ScopedDocuments, now: Date) => Promise<readonly CountedValue[]>;

/** A metric that the documents tell. */
function counted(name: string, help: string, labels: readonly string[], count: Count): CountedMetric {
  return {
    name: `lyceum_discussions_${name}`,
    help,
    labels,
    count: (resources) => count(Scope.open(resources, Viewer.system).documents, resources.clock.now()),
  };
}

const hour = 3_600_000;
const states = Object.values(PostState);
const waiting = [CaseState.OPEN, CaseState.CLAIMED, CaseState.APPEALED];

/** What operators see of what people say: how much, what is held, what moderators are asked, and whether it is told. */
export const discussionsMetrics: readonly CountedMetric[] = [
  counted(
    'written',
    'What was written in the last hour, by where it stands now.',
    ['of', 'state'],
    async (documents, now) => {
      const since = earliestId(new Date(now.getTime() - hour));
      return [
        ...(await byState(documents, posts, 'POST', since)),
        ...(await byState(documents, messages, 'MESSAGE', since)),
      ];
    },
  ),
  counted('held', 'What only its author reads until a moderator decided.', ['of'], async (documents) => [
    { labels: { of: 'POST' }, value: await documents.of(posts).count({ state: PostState.HELD }) },
    { labels: { of: 'MESSAGE' }, value: await documents.of(messages).count({ state: PostState.HELD }) },
  ]),
  counted('cases', 'Cases that wait for a moderator, by where they stand.', ['state'], (documents) =>
    Promise.all(
      waiting.map(async (state) => ({ labels: { state }, value: await documents.of(cases).count({ state }) })),
    ),
  ),
  counted('reports', 'Reports about which no moderator has decided.', [], async (documents) => {
    const [open] = await documents
      .of(cases)
      .aggregate<{ value: number }>([
        { $match: { state: { $in: waiting } } },
        { $group: { _id: null, value: { $sum: '$reportCount' } } },
      ])
      .toArray();
    return [{ value: open?.value ?? 0 }];
  }),
  counted(
    'case_seconds',
    'How long the case waits that waits longest; 0 where none does.',
    [],
    async (documents, now) => {
      const first = (state: CaseState) => documents.of(cases).find({ state }).sort({ waitsSince: 1 }).limit(1).next();
      const since = (await Promise.all(waiting.map(first))).flatMap((oldest) => oldest?.waitsSince.getTime() ?? []);
      return [{ value: since.length === 0 ? 0 : secondsBetween(Math.min(...since), now) }];
    },
  ),
  counted(
    'telling_seconds',
    'How long the oldest word waits to be told to followers, recipients and other subgraphs; 0 where none does.',
    [],
    async (documents, now) => {
      const oldest = await documents.of(outbox).find().sort({ _id: 1 }).limit(1).next();
      return [{ value: oldest ? secondsBetween(momentOf(oldest._id).getTime(), now) : 0 }];
    },
  ),
  counted('erasures', 'People who are being forgotten.', [], async (documents) => [
    { value: await documents.of(erasures).count({ _id: { $gt: '' } }) },
  ]),
];

const secondsBetween = (since: number, now: Date): number => Math.max(0, (now.getTime() - since) / 1_000);

async function byState<T extends Identified>(
  documents: ScopedDocuments,
  collection: Collection<T>,
  of: string,
  since: string,
): Promise<CountedValue[]> {
  const groups = await documents
    .of(collection)
    .aggregate<{ _id: PostState; value: number }>([
      { $match: { _id: { $gte: since } } },
      { $group: { _id: '$state', value: { $sum: 1 } } },
    ])
    .toArray();
  const values = new Map(groups.map(({ _id, value }) => [_id, value]));
  return states.map((state) => ({ labels: { of, state }, value: values.get(state) ?? 0 }));
}
