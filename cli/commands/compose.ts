import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { apiSchemaOf } from '../../gateway/compose/api-schema';
import { composeSupergraph } from '../../gateway/compose/compose';
import { readSupergraphConfig } from '../../gateway/compose/supergraph-config';
import { gatewayErrors } from '../../gateway/gateway.errors';
import { registryErrors } from '../../gateway/registry/registry.errors';
import { subscriptionErrors } from '../../gateway/subscriptions/subscriptions.errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import { buildSubgraph } from '../../kit/graphql/schema';
import { errorsDocument } from '../errors-document';
import { errorsFile, projectFolder, schemaFolder, supergraphFile } from '../files';
import { say } from '../progress';
import { subgraphs } from '../subgraphs';
import { UsageError } from '../usage-error';

/** Writes every generated file: the schema of each subgraph, the supergraph, the list of errors. With `check`, only compares. */
export function compose({ check }: { check: boolean }): void {
  const stale = Object.entries(generatedFiles()).filter(
    ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
  );
  const names = stale.map(([file]) => relative(projectFolder, file));
  if (check && stale.length > 0)
    throw new UsageError(`Not up to date: ${names.join(', ')}. Run lyceum compose and commit.`);
  for (const [file, text] of stale) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  say(stale.length === 0 ? 'Generated files are up to date.' : `Written: ${names.join(', ')}.`);
}

/** File → text. */
export function generatedFiles(): Record<string, string> {
  const sources = readSupergraphConfig(supergraphFile);
  const inputs = subgraphs.map((subgraph) => {
    const source = sources.find(({ name }) => name === subgraph.name);
    if (!source) throw new UsageError(`supergraph.yaml does not name ${subgraph.name}.`);
    return { ...source, sdl: `${buildSubgraph(subgraph).sdl.trimEnd()}\n` };
  });
  const supergraph = composeSupergraph(
    inputs,
    subgraphs.flatMap(({ sensitive }) => sensitive),
  );
  const tables = Object.fromEntries(subgraphs.map(({ name, errors }) => [name, errors]));
  return {
    ...Object.fromEntries(inputs.map(({ schemaFile, sdl }) => [schemaFile, sdl])),
    [join(schemaFolder, 'supergraph.graphql')]: supergraph,
    [join(schemaFolder, 'api.graphql')]: apiSchemaOf(supergraph),
    [errorsFile]: errorsDocument({
      'Any subgraph': kitErrors,
      gateway: gatewayErrors,
      'registered documents': registryErrors,
      subscriptions: subscriptionErrors,
      ...tables,
    }),
  };
}
