import { answersOf, type Asked } from './answers';
import { serveLight } from './light-server';
import { shop } from './subgraphs';

/** Serves every subgraph on a port of its own, and tells what they were asked when asked itself. */
async function serve(delay: number): Promise<void> {
  const asked: Asked = { calls: 0, representations: 0 };
  process.on('message', () => process.send?.(asked));
  process.on('disconnect', () => process.exit(0));
  const urls: Record<string, string> = {};
  for (const subgraph of shop) {
    const port = await serveLight(answersOf(subgraph, asked), delay);
    urls[subgraph.name] = `http://127.0.0.1:${port}/graphql`;
  }
  process.send?.(urls);
}

void serve(Number(process.argv[2] ?? 0));
