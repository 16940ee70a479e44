import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import type { Load, LoadOrder } from './load';

interface AutocannonResult {
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  /** Seconds. */
  readonly duration: number;
  readonly errors: number;
  readonly mismatches: number;
  readonly non2xx: number;
}

/** The generator is a dependency of the bench alone, so it is found from there. */
const autocannon = createRequire(join(projectFolder, 'bench', 'package.json'))('autocannon') as (
  options: object,
) => Promise<AutocannonResult>;

async function run({ url, token, body, connections, seconds }: LoadOrder): Promise<Load> {
  const { requests, latency, duration, errors, mismatches, non2xx } = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    verifyBody: (text: string) => text.startsWith('{"data":{') && !text.includes('"errors":['),
  });
  return {
    requests: requests.total,
    requestsPerSecond: requests.total / duration,
    p50: latency.p50,
    p99: latency.p99,
    failures: errors + mismatches + non2xx,
  };
}

void run(JSON.parse(process.argv[2] ?? '{}') as LoadOrder).then((load) => process.send?.(load));
