import type { Load } from './load';
import { quantile } from './statistics';

interface Loop {
  readonly connections: number;
  readonly seconds: number;
}

/** One request of a connection. Resolves to what is wrong with the answer, or to null. */
export type Ask = (connection: number) => Promise<string | null>;

/** Each connection asks again when it has the last answer. */
export async function closedLoop({ connections, seconds }: Loop, ask: Ask): Promise<Load> {
  const latencies: number[] = [];
  let failures = 0;
  let reason: string | undefined;

  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const { user, system } = process.cpuUsage();
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let now = startedAt; now < end;) {
        const problem = await ask(connection);
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
