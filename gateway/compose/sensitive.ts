import { Kind, parse, type DirectiveNode } from 'graphql';
import { securityNames } from './security-specs';

/** Which of the `Type.field` coordinates are missing from the supergraph or stand there without a security directive. */
export function unprotectedFields(supergraphSdl: string, coordinates: readonly string[]): string[] {
  const guarded = guardedFields(supergraphSdl);
  return coordinates.filter((coordinate) => !guarded.has(coordinate));
}

function guardedFields(supergraphSdl: string): Set<string> {
  const supergraph = parse(supergraphSdl);
  const security = securityNames(supergraph);
  const isGuarded = (directives: readonly DirectiveNode[] = []): boolean =>
    directives.some(({ name }) => security.has(name.value));
  const guarded = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      if (isGuarded(definition.directives) || isGuarded(field.directives))
        guarded.add(`${definition.name.value}.${field.name.value}`);
    }
  }
  return guarded;
}
