import { Client } from 'undici';
import { closedLoop } from '../measure/closed-loop';
import { quantile } from '../measure/statistics';
import { endQuery, startQuery, type Started } from './ask';
import type { GrantLoad, GrantOrder, Latency } from './grant-load';

async function run({ url, lessonId, tokens, connections, seconds }: GrantOrder): Promise<GrantLoad> {
  const { origin, pathname: path } = new URL(url);
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  const [starts, ends]: [number[], number[]] = [[], []];
  let turn = 0;
  const load = await closedLoop({ connections, seconds }, async (index) => {
    const token = tokens[turn++ % tokens.length]!;
    const send = async (query: string, input: object): Promise<string> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const body = JSON.stringify({ query, variables: { input } });
      return (await clients[index]!.request({ method: 'POST', path, headers, body })).body.text();
    };
    const begun = performance.now();
    const started = await send(startQuery, { lessonId });
    const between = performance.now();
    const grantId = (JSON.parse(started) as { data?: Partial<Started> }).data?.startPlayback?.playback?.id;
    if (!grantId) return started;
    const ended = await send(endQuery, { grantId });
    starts.push(between - begun);
    ends.push(performance.now() - between);
    return ended.startsWith('{"data":{"endPlayback"') ? null : ended;
  });
  await Promise.all(clients.map((client) => client.close()));
  return { ...load, start: latency(starts), end: latency(ends) };
}

const latency = (values: readonly number[]): Latency =>
  values.length === 0 ? { p50: 0, p99: 0 } : { p50: quantile(values, 0.5), p99: quantile(values, 0.99) };

void run(JSON.parse(process.argv[2] ?? '{}') as GrantOrder).then((load) => process.send?.(load));
