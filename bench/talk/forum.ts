import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { readConfig } from '../../kit/config/config';
import { openSecrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { systemClock } from '../../kit/scope/clock';
import type { RunningSubgraph } from '../../kit/subgraph/running';
import { person } from '../../kit/testing/viewers';
import { discussions } from '../../subgraphs/discussions';
import { posts } from '../../subgraphs/discussions/post/post.document';
import { readMarks } from '../../subgraphs/discussions/reading/read-mark.document';
import { threads } from '../../subgraphs/discussions/thread/thread.document';
import type { Databases } from '../measure/databases';
import { table, type Report } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import { makeForum, rareWord, type MadeForum, type Size } from './forum-data';
import { wordOf } from './words';

const small: Size = { threads: 100, posts: 1_000 };
const turns = 100;

const thread = 'id kind title tags author { id } replyCount score lastActivityAt isPinned isAnswered isUnread';
const found = '{ id bodyHtml author { id } }';
const page = 'nodes { ...T } pageInfo { endCursor hasNextPage }';

/** What a forum shows. Each is a field of `forum`. */
const parts: Readonly<Record<string, string>> = {
  'the page: counts, unread, pinned, 20 by activity': `threadCount unansweredCount unreadCount viewerCan { post moderate }
    pinnedThreads { ...T } threads(first: 20) { ${page} }`,
  '20 by activity': `threads(first: 20) { ${page} }`,
  '20 newest': `threads(first: 20, orderBy: NEWEST) { ${page} }`,
  '20 by votes': `threads(first: 20, orderBy: VOTES) { ${page} }`,
  '20 unanswered': `threads(first: 20, filter: { isUnanswered: true }) { ${page} }`,
  '20 with a tag': `threads(first: 20, filter: { tag: "exam" }) { ${page} }`,
  'threads that are unread, counted up to 100': 'unreadCount',
  'how many threads have a tag': 'threads(first: 1, filter: { tag: "exam" }) { totalCount }',
  'search: a word that one post in 1,000 has': `search(text: "${rareWord}") ${found}`,
  'search: a word that one post in 40 has': `search(text: "${wordOf(100)}") ${found}`,
  'search: a word that one post in 4 has': `search(text: "${wordOf(8)}") ${found}`,
  'search: that word, and one that one post in 1,000 has': `search(text: "${wordOf(8)} ${rareWord}") ${found}`,
  'threads that may be about the same': `similarThreads(title: "${[30, 100, 400, 900].map(wordOf).join(' ')}") { id title }`,
};

interface Cost {
  readonly commands: number;
  readonly p50: number;
  readonly p99: number;
}

/** The forum page of a course with very many threads, beside that of one with a hundred. */
export async function forum({ settings }: Databases, large: Size): Promise<Report> {
  const config = readConfig({ ...settings });
  const environment = await openEnvironment(config, { alone: true });
  const platform = await step('discussions', () => Platform.open([discussions], environment.house));
  try {
    const running = platform.get('discussions');
    const number = (value: number): string => value.toLocaleString('en');
    const name = ({ threads, posts }: Size): string => `${number(threads)} threads, ${number(posts)} posts`;
    const few = await step(name(small), () => makeForum(running.scope(Viewer.system), small));
    const begun = performance.now();
    const many = await step(name(large), () =>
      withoutIndexes(running, () => makeForum(running.scope(Viewer.system), large)),
    );
    const seconds = (performance.now() - begun) / 1_000;
    const seal = new ViewerSeal(openSecrets(config), systemClock);
    const rows: string[][] = [];
    for (const [part, fields] of Object.entries(parts)) {
      const costs = await step(part, async () => [
        await costOf(running, seal, few, fields),
        await costOf(running, seal, many, fields),
      ]);
      const cells = costs.flatMap(({ commands, p50, p99 }) => [String(commands), p50.toFixed(1), p99.toFixed(1)]);
      rows.push([part, ...cells, (costs[1]!.p50 / costs[0]!.p50).toFixed(1)]);
    }
    return {
      title: 'The forum of a course',
      notes: [
        `As a learner sees it who has read half of the threads. Discussions alone in this process, without a gateway, asked ${turns} times (fewer where that takes more than 20 s) one after another, after 5 to warm up, of each forum in turn. Rendering, policies and loaders are in it; MongoDB shares the machine.`,
        `Small: ${name(small)}. Large: ${name(large)}, written by the driver in ${seconds.toFixed(0)} s, both in one database.`,
        'Commands are those sent to MongoDB for one request.',
      ],
      sections: [
        table(
          [
            'what is asked',
            'small: commands',
            'p50 ms',
            'p99 ms',
            'large: commands',
            'p50 ms',
            'p99 ms',
            'large / small',
          ],
          rows,
        ),
      ],
    };
  } finally {
    await platform.stop();
    await environment.close();
  }
}

/** Indexes are made anew afterwards, as the product declares them. */
async function withoutIndexes<T>(running: RunningSubgraph, write: () => Promise<T>): Promise<T> {
  const documents = running.resources.documents!;
  for (const { name } of [posts, threads, readMarks]) await documents.db.collection(name).dropIndexes();
  const result = await write();
  await documents.migrate();
  return result;
}

async function costOf(
  running: RunningSubgraph,
  seal: ViewerSeal,
  { courseId, learnerId }: MadeForum,
  fields: string,
): Promise<Cost> {
  const fragment = fields.includes('...T') ? `fragment T on Thread { ${thread} }` : '';
  const query = `query ($id: ID!) { _entities(representations: [{ __typename: "Course", id: $id }]) {
    ... on Course { forum { ${fields} } } } } ${fragment}`;
  const headers = { [viewerHeader]: await seal.sign(person(learnerId)) };
  const ask = async (): Promise<void> => {
    const { data, errors } = await running.execute({ query, variables: { id: courseId } }, headers);
    if (errors || !data) throw new Error(`The forum is refused: ${JSON.stringify(errors)}`);
  };
  const { commands } = running.resources.documents!;
  for (let turn = 0; turn < 4; turn += 1) await ask();
  const before = commands.count;
  await ask();
  const counted = commands.count - before;
  const times: number[] = [];
  const end = performance.now() + 20_000;
  while (times.length < turns && performance.now() < end) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return { commands: counted, p50: median(times), p99: quantile(times, 0.99) };
}
