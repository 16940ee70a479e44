import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's top folder, from the sources as well as from dist. */
export const projectFolder = topOf(__dirname);
export const supergraphFile = join(projectFolder, 'supergraph.yaml');
export const schemaFolder = join(projectFolder, 'schema');
/** Our own operations, as `npm run codegen` writes them for registration. */
export const manifestFile = join(schemaFolder, 'operations', 'manifest.json');
/** Whose operations they are. */
export const houseOwner = 'lyceum';
export const errorsFile = join(projectFolder, 'docs', 'errors.md');

function topOf(folder: string): string {
  return existsSync(join(folder, 'supergraph.yaml')) ? folder : topOf(dirname(folder));
}
