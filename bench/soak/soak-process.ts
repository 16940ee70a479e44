import { Client } from 'undici';
import { askOnce } from '../measure/ask-once';
import { bodyOf } from '../measure/page';
import { rows } from '../requests/rows';
import { unseenHeavyQuery, unseenSmallQuery } from '../requests/unseen';

export interface SoakOrder {
  readonly url: string;
  /** Which part of the run this is, so that no two ask the same new operation. */
  readonly part: number;
  readonly requests: number;
}

const bodies = {
  small: bodyOf(rows.small.page),
  mutation: bodyOf(rows.mutation.page),
  heavy: bodyOf(rows.heavy.page),
  wide: bodyOf(rows.wide.page),
};

/** Ten operations in a thousand are new. */
function bodyAt(turn: number, part: number): string {
  const place = turn % 1_000;
  if (place % 200 === 3) return bodyOf({ query: unseenHeavyQuery(`p${part}n${turn}`) });
  if (place % 200 === 103) return bodyOf({ query: unseenSmallQuery(`p${part}n${turn}`) });
  if (place % 100 === 7) return bodies.heavy;
  if (place % 100 === 57) return bodies.wide;
  return place % 10 === 9 ? bodies.mutation : bodies.small;
}

async function run({ url, part, requests }: SoakOrder): Promise<string> {
  const { origin, pathname: path } = new URL(url);
  const headers = { 'content-type': 'application/json' };
  const clients = Array.from({ length: 50 }, () => new Client(origin, { pipelining: 1 }));
  let turn = 0;
  let failed = '';
  await Promise.all(
    clients.map(async (client) => {
      while (turn < requests && failed === '') {
        const problem = await askOnce(client, { path, headers, body: bodyAt(turn++, part) });
        if (problem) failed = problem;
      }
      await client.close();
    }),
  );
  return failed;
}

void run(JSON.parse(process.argv[2] ?? '{}') as SoakOrder).then((failed) => process.send?.(failed));
