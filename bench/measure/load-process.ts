import { Client } from 'undici';
import { askOnce } from './ask-once';
import type { Load, LoadOrder } from './load';
import { quantile } from './statistics';

/** Each connection sends its next request when it has the last answer. */
async function run({ url, headers, body, connections, seconds, tokens }: LoadOrder): Promise<Load> {
  const { origin, pathname: path } = new URL(url);
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  const latencies: number[] = [];
  let failures = 0;
  let reason: string | undefined;

  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const { user, system } = process.cpuUsage();
  await Promise.all(
    clients.map(async (client, index) => {
      const own = tokens ? { ...headers, authorization: `Bearer ${tokens[index % tokens.length]}` } : headers;
      const request = { path, headers: own, body };
      for (let now = startedAt; now < end;) {
        const problem = await askOnce(client, request);
        const after = performance.now();
        latencies.push(after - now);
        now = after;
        if (problem === null) continue;
        failures += 1;
        reason ??= problem;
      }
    }),
  );
  const elapsed = performance.now() - startedAt;
  const used = process.cpuUsage({ user, system });
  await Promise.all(clients.map((client) => client.close()));
  return {
    requests: latencies.length,
    requestsPerSecond: latencies.length / (elapsed / 1_000),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    failures,
    reason,
    generator: (used.user + used.system) / 1_000 / elapsed,
  };
}

void run(JSON.parse(process.argv[2] ?? '{}') as LoadOrder).then((load) => process.send?.(load));
