import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type ConstValueNode,
  type GraphQLInputType,
  type ObjectFieldNode,
  type ValueNode,
} from 'graphql';
import type { Random } from '../../../../kit/random/random';

/** Values that mean something in the world, by the name of the argument or input field; others go by their type. */
const known: Readonly<Record<string, readonly string[]>> = {
  id: [
    'u1',
    'u2',
    'u3',
    'u4',
    'u5',
    'u6',
    'u7',
    'o1',
    'o2',
    'o3',
    'm1',
    'm2',
    'm3',
    'm4',
    'm5',
    'm6',
    'm7',
    'r1',
    'r2',
    'r4',
    'r5',
    'r6',
    'p1',
    'p2',
    'p3',
    'p4',
    'none',
  ],
  email: ['u1@example.test', 'u3@example.test', 'u6@example.test', 'u7@example.test', 'nobody@example.test'],
  isbn: ['isbn-m1', 'isbn-m4', 'isbn-none'],
  sku: ['anvil', 'rope', 'nail', 'glue', 'none'],
  code: ['W1', 'W2', 'W3'],
  warehouse: ['W1', 'W2'],
};
const synonyms: Readonly<Record<string, string>> = { ids: 'id', target: 'id', except: 'id', not: 'id' };
const texts = [
  'a',
  '',
  'fail',
  'quo"te',
  'new\nline',
  'back\\slash',
  'ünï\u2028code',
  '#not a comment',
  '$v0',
  '"""',
  '__proto__',
];

/** What a field returns narrows which ids are worth asking for: `user(id:)` finds users only. */
const prefixes: Readonly<Record<string, string>> = {
  User: 'u',
  Organisation: 'o',
  Media: 'm',
  Review: 'r',
  Post: 'p',
  Actor: 'u',
};

export interface Place {
  readonly name: string;
  /** The type that the field returns. */
  readonly returns: string;
}

/** A value of the type, as a client would put it into its variables. */
export function plainValue(random: Random, type: GraphQLInputType, place: Place): unknown {
  if (isNonNullType(type)) return nonNullValue(random, type.ofType, place);
  return random.chance(0.1) ? null : nonNullValue(random, type, place);
}

function nonNullValue(random: Random, type: GraphQLInputType, place: Place): unknown {
  if (isNonNullType(type)) return nonNullValue(random, type.ofType, place);
  if (isListType(type)) {
    // One item may stand for a list of one; not in lists of lists, where it would be a list itself.
    if (!isListType(getNullableType(type.ofType)) && random.chance(0.1))
      return nonNullValue(random, type.ofType, place);
    return Array.from({ length: random.between(0, 3) }, () => plainValue(random, type.ofType, place));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || random.chance(0.35),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, plainValue(random, field.type, { ...place, name: field.name })]),
    );
  }
  return scalarValue(random, type.name, place);
}

function scalarValue(random: Random, type: string, place: Place): unknown {
  switch (type) {
    case 'Int':
      return random.pick([0, 1, 2, 3, 5, 13]);
    case 'Float':
      return random.pick([0, 1, 2.5, -0.25, 1e3]);
    case 'Boolean':
      return random.chance(0.5);
    case 'JSON':
      return random.pick([1, 'text', null, [1, [null]], { a: { b: 'c' }, constructor: 1 }, true, 1.5]);
    default: {
      const meaningful = known[synonyms[place.name] ?? place.name];
      if (!meaningful) return random.pick(texts);
      const prefix = prefixes[place.returns];
      const fitting = prefix && random.chance(0.8) ? meaningful.filter((id) => id.startsWith(prefix)) : [];
      return random.pick(fitting.length > 0 ? fitting : meaningful);
    }
  }
}

/** A plain value as it is written in a document. */
export function literal(type: GraphQLInputType, value: unknown): ConstValueNode {
  if (isNonNullType(type)) return literal(type.ofType, value);
  if (value === null || value === undefined) return { kind: Kind.NULL };
  if (isListType(type)) {
    if (!Array.isArray(value)) return literal(type.ofType, value);
    return { kind: Kind.LIST, values: value.map((item) => literal(type.ofType, item)) };
  }
  if (isEnumType(type) && typeof value === 'string') return { kind: Kind.ENUM, value };
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return objectNode(
      Object.entries(value).map(([name, item]): [string, ValueNode] => [name, literal(fields[name]!.type, item)]),
    );
  }
  return untypedLiteral(value, type.name);
}

function untypedLiteral(value: unknown, type: string): ConstValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') {
    return { kind: Number.isInteger(value) && type !== 'Float' ? Kind.INT : Kind.FLOAT, value: String(value) };
  }
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map((item) => untypedLiteral(item, type)) };
  return objectNode(Object.entries(value as object).map(([name, item]) => [name, untypedLiteral(item, type)]));
}

function objectNode(entries: readonly (readonly [string, ValueNode])[]): ConstValueNode {
  const fields = entries.map(([name, value]): ObjectFieldNode => ({
    kind: Kind.OBJECT_FIELD,
    name: { kind: Kind.NAME, value: name },
    value,
  }));
  return { kind: Kind.OBJECT, fields } as ConstValueNode;
}
