import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The part of rover's supergraph configuration that we use. */
const shape = z.object({
  federation_version: z.string().optional(),
  subgraphs: z.record(z.string(), z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) })),
});

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly schemaFile: string;
}

/** Reads supergraph.yaml, the format of `rover supergraph compose`. @throws naming the file and what is wrong. */
export function readSupergraphConfig(file: string): SubgraphSource[] {
  const parsed = shape.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data.subgraphs).map(([name, source]) => ({
    name,
    url: source.routing_url,
    schemaFile: resolve(dirname(file), source.schema.file),
  }));
}
