import { Client } from 'undici';
import { closedLoop } from '../measure/closed-loop';
import type { Load } from '../measure/load';
import type { FetchOrder, Player } from './fetch-load';

async function run({ origin, players, seconds }: FetchOrder): Promise<Load> {
  const clients = players.map(() => new Client(origin, { pipelining: 1 }));
  const turns = players.map(() => 0);
  const load = await closedLoop({ connections: players.length, seconds }, (index) => {
    const turn = turns[index]!;
    turns[index] = turn + 1;
    return fetchOnce(clients[index]!, players[index]!, turn);
  });
  await Promise.all(clients.map((client) => client.close()));
  return load;
}

/** What is read is thrown away: that it is the right bytes is looked at elsewhere. */
function fetchOnce(client: Client, { headers, paths }: Player, turn: number): Promise<string | null> {
  const path = paths[turn % paths.length]!;
  return new Promise((resolve) => {
    let problem: string | null = 'no bytes';
    client.dispatch(
      { method: 'GET', path, headers },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, status) => void (problem = status === 200 ? problem : `status ${status}`),
        onResponseData: () => void (problem = problem === 'no bytes' ? null : problem),
        onResponseEnd: () => resolve(problem),
        onResponseError: (_controller, error) => resolve(error.message),
      },
    );
  });
}

void run(JSON.parse(process.argv[2] ?? '{}') as FetchOrder).then((load) => process.send?.(load));
