import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLCurrency, GraphQLDateTimeISO, GraphQLEmailAddress, GraphQLLocale, GraphQLURL } from 'graphql-scalars';

const named = (scalar: GraphQLScalarType, name: string, description: string): GraphQLScalarType => {
  const { astNode: _node, extensionASTNodes: _nodes, ...config } = scalar.toConfig();
  return new GraphQLScalarType({ ...config, name, description, specifiedByURL: null });
};

export const DateTime = named(
  GraphQLDateTimeISO,
  'DateTime',
  'An instant, RFC 3339 in UTC, such as `2026-03-02T09:00:00.000Z`.',
);
export const EmailAddress = named(GraphQLEmailAddress, 'EmailAddress', 'An e-mail address.');
export const Url = named(GraphQLURL, 'URL', 'An absolute URL.');
/** The package's own check lets a list of one tag pass, because it becomes that tag when matched. */
export const Locale = new GraphQLScalarType({
  ...named(GraphQLLocale, 'Locale', 'A BCP 47 language tag, such as `en` or `pt-BR`.').toConfig(),
  parseValue: (value) => {
    if (typeof value !== 'string') throw new TypeError('A locale is a string.');
    return GraphQLLocale.parseValue(value);
  },
});
const currency = named(GraphQLCurrency, 'CurrencyCode', 'An ISO 4217 currency code, such as `EUR`.').toConfig();
/** Either case is taken, and read as capitals: so are codes stored, compared and checked everywhere. */
export const CurrencyCode = new GraphQLScalarType({
  ...currency,
  parseValue: (value) => String(currency.parseValue(value)).toUpperCase(),
  parseLiteral: (node, variables) => String(currency.parseLiteral(node, variables)).toUpperCase(),
});

/** Serialised as a string: JSON numbers lose integers past 2^53 in most clients. Read from digits or from a JSON integer. */
export const BigIntScalar = new GraphQLScalarType({
  name: 'BigInt',
  description: 'An integer of any size, as a string of digits.',
  serialize: (value) => String(value),
  parseValue: integer,
  parseLiteral: (node) => integer(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : null),
});

function integer(value: unknown): bigint {
  if (typeof value === 'string' && /^-?\d{1,40}$/.test(value)) return BigInt(value);
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  throw new TypeError('This is no integer. Send it as a string of digits.');
}

export const Duration = new GraphQLScalarType({
  name: 'Duration',
  description: 'A length of time in seconds, as a float.',
  serialize: (value) => Number(value),
  parseValue: seconds,
});

function seconds(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new TypeError('A duration is a number of seconds, zero or more.');
  return value;
}
