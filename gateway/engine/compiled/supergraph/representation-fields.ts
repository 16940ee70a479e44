import { Kind, parse, type DirectiveNode, type FieldDefinitionNode } from 'graphql';

interface Field {
  readonly isNullable: boolean;
  readonly returns: string;
}

/** What parts of a representation are: of a key, or required and perhaps null because nobody gave them. */
export class RepresentationFields {
  private readonly fields = new Map<string, Field>();
  private readonly keys = new Map<string, Set<string>>();
  /** Objects that keys, requirements and contexts look into. */
  readonly objects: ReadonlySet<string>;

  constructor(supergraphSdl: string) {
    this.objects = objectsLookedInto(supergraphSdl);
    for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      for (const directive of node.directives ?? []) this.addKey(node.name.value, directive);
      for (const field of node.fields ?? []) this.fields.set(`${node.name.value}.${field.name.value}`, fieldOf(field));
    }
  }

  isKey(type: string, name: string): boolean {
    return this.keys.get(type)?.has(name) ?? false;
  }

  isNullable(type: string, name: string): boolean {
    return this.fields.get(`${type}.${name}`)?.isNullable ?? false;
  }

  /** The type that a field returns, less lists. */
  returnOf(type: string, name: string): string {
    return this.fields.get(`${type}.${name}`)?.returns ?? '';
  }

  private addKey(type: string, { name, arguments: given = [] }: DirectiveNode): void {
    const key =
      name.value === 'join__type' ? given.find((argument) => argument.name.value === 'key')?.value : undefined;
    if (key?.kind !== Kind.STRING) return;
    const names = this.keys.get(type) ?? new Set<string>();
    for (const [word] of key.value.matchAll(/\w+/g)) names.add(word);
    this.keys.set(type, names);
  }
}

function fieldOf({ type }: FieldDefinitionNode): Field {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return { isNullable: type.kind !== Kind.NON_NULL_TYPE, returns: inner.name.value };
}

function objectsLookedInto(supergraphSdl: string): ReadonlySet<string> {
  const sets = [...supergraphSdl.matchAll(/\b(?:key|requires|selection): ("(?:[^"\\]|\\.)*")/g)];
  const texts = sets.map(([, text]) => JSON.parse(text ?? '""') as string);
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/(\w+)\s*(?:\([^)]*\))?\s*\{/g)].map(([, name]) => name ?? '')),
  );
}
