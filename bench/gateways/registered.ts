import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import { RegisteredDocument } from '../../gateway/registry/document.entity';
import { documentId } from '../../gateway/registry/manifest';
import { emptyRegistry, type Registry } from '../../gateway/registry/registry';

const file = join(projectFolder, 'bench', 'requests', 'heavy-query.graphql');

/** What ours has registered: the heavy query. */
export const registeredText = readFileSync(file, 'utf8');

export function benchRegistry(): Registry {
  const operation = { name: 'TestQuery', kind: 'query', body: registeredText } as const;
  const document = RegisteredDocument.of({ id: documentId(registeredText), ...operation }, 'bench', [], new Date());
  return { ...emptyRegistry, byId: (id) => (id === document.id ? document : undefined) };
}
