import { Kind, parse, type DirectiveNode, type FieldDefinitionNode, type TypeNode } from 'graphql';

interface Field {
  readonly returns: string;
  /** Whether it is marked itself. */
  readonly isMarked: boolean;
  readonly unlessNull: boolean;
  readonly isGuarded: boolean;
}

/** What a supergraph says of fields that are the same for everyone: `@viewerIndependent` on them or on their type. */
export class EntityFields {
  private readonly marked = new Set<string>();
  private readonly guarded = new Set<string>();
  private readonly fields = new Map<string, Field>();
  private readonly composites = new Set<string>();

  constructor(supergraphSdl: string) {
    for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
      if (node.kind === Kind.UNION_TYPE_DEFINITION) this.composites.add(node.name.value);
      if ('directives' in node && 'name' in node && node.name && isGuarded(node)) this.guarded.add(node.name.value);
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      this.composites.add(node.name.value);
      if (marksOf(node.directives).length > 0) this.marked.add(node.name.value);
      for (const field of node.fields ?? []) this.fields.set(`${node.name.value}.${field.name.value}`, fieldOf(field));
    }
  }

  isComposite(type: string): boolean {
    return this.composites.has(type);
  }

  /** Undefined for what there is not. */
  returnOf(type: string, name: string): string | undefined {
    return this.fields.get(`${type}.${name}`)?.returns;
  }

  isIndependent(type: string, name: string): boolean {
    return this.marked.has(type) || (this.fields.get(`${type}.${name}`)?.isMarked ?? false);
  }

  /** Whether some viewers are not given it by the gateway already. */
  isGuarded(type: string, name: string): boolean {
    const field = this.fields.get(`${type}.${name}`);
    return field === undefined || field.isGuarded || this.guarded.has(type) || this.guarded.has(field.returns);
  }

  isUnlessNull(type: string, name: string): boolean {
    return this.fields.get(`${type}.${name}`)?.unlessNull ?? false;
  }
}

function fieldOf(node: FieldDefinitionNode): Field {
  const marks = marksOf(node.directives);
  return {
    returns: namedType(node.type),
    isMarked: marks.length > 0,
    unlessNull: marks.some(saysUnlessNull),
    isGuarded: isGuarded(node),
  };
}

const guards = ['authenticated', 'requiresScopes', 'policy'];

function isGuarded({ directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined }): boolean {
  return directives.some(({ name }) => guards.includes(name.value));
}

function marksOf(directives: readonly DirectiveNode[] = []): readonly DirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'viewerIndependent');
}

function saysUnlessNull({ arguments: given = [] }: DirectiveNode): boolean {
  return given.some(({ value }) => value.kind === Kind.BOOLEAN && value.value);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
