import { Kind, parse, type DirectiveNode } from 'graphql';

const security = new Set(['authenticated', 'requiresScopes', 'policy']);

/** Which of the `Type.field` coordinates are missing from the supergraph or stand there without a security directive. */
export function unprotectedFields(supergraphSdl: string, coordinates: readonly string[]): string[] {
  const guarded = guardedFields(supergraphSdl);
  return coordinates.filter((coordinate) => !guarded.has(coordinate));
}

function guardedFields(supergraphSdl: string): Set<string> {
  const guarded = new Set<string>();
  for (const definition of parse(supergraphSdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      if (isGuarded(definition.directives) || isGuarded(field.directives))
        guarded.add(`${definition.name.value}.${field.name.value}`);
    }
  }
  return guarded;
}

/** Composition may rename a directive on import; its spec's name stays in front of the double underscore. */
function isGuarded(directives: readonly DirectiveNode[] = []): boolean {
  return directives.some((directive) => security.has(directive.name.value.split('__').at(-1) ?? ''));
}
