import {
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parseType,
  type GraphQLInputType,
  type ObjectFieldNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Random } from '../../../../kit/random/random';
import { literal, plainValue, type Place } from './values';

interface Declared {
  readonly definition: VariableDefinitionNode;
  readonly location: string;
}

/** Argument values of one operation: literals, variables of every kind, and variables inside of literals. */
export class Arguments {
  readonly values: Record<string, unknown> = {};
  private readonly declared: Declared[] = [];

  constructor(private readonly random: Random) {}

  get definitions(): VariableDefinitionNode[] {
    return this.declared.map(({ definition }) => definition);
  }

  /** `hasDefault`: the location has a default value, so that a nullable variable fits a non-null type. */
  value(type: GraphQLInputType, place: Place, hasDefault: boolean): ValueNode {
    if (this.random.chance(0.3)) return this.variable(type, place, hasDefault);
    const inner = isNonNullType(type) ? type.ofType : type;
    if (isListType(inner) && this.random.chance(0.3)) {
      return {
        kind: Kind.LIST,
        values: [this.value(inner.ofType, place, false), this.value(inner.ofType, place, false)],
      };
    }
    if (isInputObjectType(inner) && this.random.chance(0.6)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isRequiredInputField(field) || this.random.chance(0.3),
      );
      const nodes = fields.map((field): ObjectFieldNode => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: field.name },
        value: this.value(field.type, { ...place, name: field.name }, field.defaultValue !== undefined),
      }));
      return { kind: Kind.OBJECT, fields: nodes };
    }
    return literal(type, plainValue(this.random, type, place));
  }

  /** A variable that fits: one that is there already, or a new one, given or left out as its type allows. */
  private variable(type: GraphQLInputType, place: Place, hasDefault: boolean): ValueNode {
    const location = `${String(type)} ${place.name}${hasDefault ? ' with a default' : ''}`;
    const known = this.declared.filter((variable) => variable.location === location);
    const reused =
      known.length > 0 && this.random.chance(0.4)
        ? this.random.pick(known)
        : this.declare(type, place, hasDefault, location);
    return reused.definition.variable;
  }

  private declare(type: GraphQLInputType, place: Place, hasDefault: boolean, location: string): Declared {
    const { random } = this;
    const name = `v${this.declared.length}`;
    const nullable = isNonNullType(type) ? type.ofType : type;
    const takesDefault = random.chance(0.4);
    const isOptional = isNonNullType(type) ? (hasDefault || takesDefault) && random.chance(0.6) : random.chance(0.7);
    const text = isOptional ? String(nullable) : `${String(nullable)}!`;
    const fallback = takesDefault ? literal(type, nonNull(random, nullable, place)) : undefined;
    if (random.chance(0.75) || (!isOptional && !fallback)) {
      // Null where none may be is an error of one field: seldom, so that the rest is tested too, and never of a directive,
      // of which the specification says nothing.
      const mayBeNull = isOptional && (!isNonNullType(type) || (place.returns !== '' && random.chance(0.2)));
      this.values[name] = mayBeNull ? plainValue(random, nullable, place) : nonNull(random, nullable, place);
    }
    const declared = {
      location,
      definition: {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
        type: parseType(text),
        ...(fallback && { defaultValue: fallback }),
      },
    } as const;
    this.declared.push(declared);
    return declared;
  }
}

/** Anything but null at the top. */
function nonNull(random: Random, type: GraphQLInputType, place: Place): unknown {
  for (;;) {
    const value = plainValue(random, type, place);
    if (value !== null) return value;
  }
}
