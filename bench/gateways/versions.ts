import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';

const packages = [
  ['.', '@apollo/gateway'],
  ['.', '@apollo/server'],
  ['bench', '@graphql-hive/gateway'],
  ['bench', '@graphql-hive/router-runtime'],
  ['bench', '@graphql-hive/router-query-planner'],
] as const;

/** The peers as they are installed, for the notes of a report. */
export function versions(): string {
  const named = packages.map(([folder, name]) => {
    const file = join(projectFolder, folder, 'node_modules', name, 'package.json');
    return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
  });
  return `Peers: ${named.join(', ')}.`;
}
