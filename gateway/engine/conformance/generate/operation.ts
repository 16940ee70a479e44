import {
  getNamedType,
  GraphQLBoolean,
  GraphQLNonNull,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  Kind,
  OperationTypeNode,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspections } from './introspection';
import { viewers, type ViewerName } from '../world/viewers';
import type { Random } from '../../../../kit/random/random';
import { Arguments } from './variables';

export interface GeneratedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: ViewerName;
}

/** Aliases that have hurt executors before. */
const hurtful = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__typename',
  'id',
  'name',
  'email',
  'sku',
  'title',
  'weight',
  'warehouse',
  'folder',
  'friends',
  'locale',
  'shipping',
  'then',
  'toJSON',
  '_0',
  'length',
];

const viewerNames = Object.keys(viewers) as ViewerName[];

const mostFields = 36;
const mostDepth = 6;

/** One random operation; it may still have conflicting selections, which `withoutConflicts` renames. */
export function randomOperation(schema: GraphQLSchema, random: Random): GeneratedOperation {
  const isMutation = random.chance(0.12);
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error('There is nothing to ask.');
  const isNamed = random.chance(0.3);
  const args = new Arguments(random);
  const selectionSet = new Selections(schema, random, args).of(root, 0, random.between(1, isMutation ? 4 : 3));
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
    variableDefinitions: args.definitions,
    ...(isNamed && { name: nameNode(random.pick(['Generated', '__proto__', 'constructor'])) }),
    selectionSet,
  };
  const others = isNamed && random.chance(0.2) ? [another] : [];
  const viewer = random.chance(0.5) ? 'system' : random.pick(viewerNames);
  return { document: { kind: Kind.DOCUMENT, definitions: [operation, ...others] }, variables: args.values, viewer };
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

/** What a client has beside it in the same document. */
const another: OperationDefinitionNode = {
  kind: Kind.OPERATION_DEFINITION,
  operation: OperationTypeNode.QUERY,
  name: nameNode('Another'),
  selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: nameNode('__typename') }] },
};

class Selections {
  private left = mostFields;
  private fresh = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly args: Arguments,
  ) {}

  of(type: GraphQLCompositeType, depth: number, size = this.random.between(1, 5)): SelectionSetNode {
    const selections = Array.from({ length: size }, () => this.selection(type, depth)).flat();
    return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [this.typename()] };
  }

  private selection(type: GraphQLCompositeType, depth: number): SelectionNode[] {
    const { random } = this;
    if (random.chance(0.08)) return [this.typename()];
    if (depth === 0 && random.chance(0.06) && type === this.schema.getQueryType()) return [random.pick(introspections)];
    const wantsFragment = isUnionType(type) ? 0.9 : isInterfaceType(type) ? 0.4 : 0.1;
    if (depth < mostDepth + 2 && random.chance(wantsFragment)) return [this.fragment(type, depth)];
    if (isUnionType(type)) return [this.typename()];
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < mostDepth || !isCompositeType(getNamedType(field.type)),
    );
    if (fields.length === 0 || this.left <= 0) return [this.typename()];
    const field = random.pick(fields);
    // The same field once more, under another name and with other arguments.
    const times = field.args.length > 0 && random.chance(0.12) ? 2 : 1;
    return Array.from({ length: times }, () => this.field(field, depth, Object.keys(type.getFields())));
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number, siblings: readonly string[]): FieldNode {
    this.left -= 1;
    const returns = getNamedType(field.type);
    const given = field.args.filter((argument) => isRequiredArgument(argument) || this.random.chance(0.4));
    const args = given.map((argument): ArgumentNode => {
      const place = { name: argument.name, returns: returns.name };
      const value = this.args.value(argument.type, place, argument.defaultValue !== undefined);
      return { kind: Kind.ARGUMENT, name: nameNode(argument.name), value };
    });
    return {
      kind: Kind.FIELD,
      ...this.alias(siblings),
      name: nameNode(field.name),
      arguments: args,
      directives: this.conditions(),
      ...(isCompositeType(returns) && { selectionSet: this.of(returns, depth + 1) }),
    };
  }

  private fragment(type: GraphQLCompositeType, depth: number): SelectionNode {
    const own = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const overlapping = Object.values(this.schema.getTypeMap()).filter(
      (candidate): candidate is GraphQLCompositeType =>
        isCompositeType(candidate) &&
        !candidate.name.startsWith('__') &&
        own.some((one) => (isObjectType(candidate) ? candidate === one : this.schema.isSubType(candidate, one))),
    );
    const candidates = this.random.chance(0.6) ? own : overlapping;
    const condition = this.random.chance(0.85) ? this.random.pick(candidates) : null;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition && { typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(condition.name) } }),
      directives: this.conditions(),
      selectionSet: this.of(condition ?? type, depth + 0.5, this.random.between(1, 3)),
    };
  }

  private typename(): FieldNode {
    const alias = this.random.chance(0.2) ? nameNode(this.random.pick(['type', 'id', 'name'])) : undefined;
    const directives = this.conditions();
    return { kind: Kind.FIELD, name: nameNode('__typename'), directives, ...(alias && { alias }) };
  }

  private alias(siblings: readonly string[]): Pick<FieldNode, 'alias'> {
    const { random } = this;
    if (random.chance(0.72)) return {};
    const way = random.next();
    const value = way < 0.35 ? random.pick(siblings) : way < 0.65 ? random.pick(hurtful) : `a${(this.fresh += 1)}`;
    return { alias: nameNode(value) };
  }

  private conditions(): DirectiveNode[] {
    const { random } = this;
    if (random.chance(0.88)) return [];
    const names = random.chance(0.15) ? ['skip', 'include'] : [random.chance(0.5) ? 'skip' : 'include'];
    return names.map((name): DirectiveNode => {
      // Most selections stay, or nothing would be tested below them.
      const literal = { kind: Kind.BOOLEAN, value: random.chance(0.75) === (name === 'include') } as const;
      const value = random.chance(0.3)
        ? literal
        : this.args.value(new GraphQLNonNull(GraphQLBoolean), { name: `if-${name}`, returns: '' }, false);
      return {
        kind: Kind.DIRECTIVE,
        name: nameNode(name),
        arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value }],
      };
    });
  }
}
