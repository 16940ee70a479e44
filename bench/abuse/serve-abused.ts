import 'reflect-metadata';
import { openAbused } from '../../e2e/abuse/world';

/** What the process that measures is told: where the gateway is, then the processor time it has used, in microseconds. */
export type Told = { readonly port: number } | { readonly cpu: number };

/** The gateway of the corpus, in a process of its own, so that nothing else counts as its time. */
async function serve(): Promise<void> {
  const { port } = await openAbused({
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://127.0.0.1:9/unused',
    SMTP_URL: 'smtp://127.0.0.1:9',
    RATE_PER_ADDRESS: '0',
    CACHE_BYTES: '0',
    PLANNING_TIMEOUT: '500',
    MAX_COST: '10000000',
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system } satisfies Told);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port } satisfies Told);
}

void serve();
