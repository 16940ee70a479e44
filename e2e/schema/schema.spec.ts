import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { subgraphs } from '../../cli/subgraphs';
import { buildSubgraph } from '../../kit/graphql/schema';

const built = subgraphs.map((definition) => ({ name: definition.name, ...buildSubgraph(definition) }));
const isOurs = (type: GraphQLNamedType): boolean => !/^(__|_|federation__|link__)/.test(type.name) && !['ID', 'String', 'Int', 'Float', 'Boolean'].includes(type.name);

function ownTypes(subgraph: (typeof built)[number]): GraphQLNamedType[] {
  return Object.values(subgraph.schema.getTypeMap()).filter(isOurs);
}

function fieldsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  return fields.filter((field) => !field.name.startsWith('_'));
}

/** The subgraph whose by-id root field reads the type. */
function ownerOf(typeName: string): string | undefined {
  return built.find(({ schema }) =>
    fieldsOf(schema.getQueryType()!).some((field) => getNamedType(field.type).name === typeName && field.args.some((argument) => argument.name === 'id')),
  )?.name;
}

describe.each(built)('the schema of $name', (subgraph) => {
  const types = ownTypes(subgraph);

  it('describes every type, field, argument and enum value', () => {
    const bare = types.flatMap((type) => {
      // Root types and nouns of others are described by their owners.
      const isElsewhere = /^(Query|Mutation|Subscription)$/.test(type.name) || (isObjectType(type) && (ownerOf(type.name) ?? subgraph.name) !== subgraph.name);
      const members = isEnumType(type) ? type.getValues() : isInputObjectType(type) ? Object.values(type.getFields()) : fieldsOf(type).filter((field) => field.name !== 'id');
      const parts = members.flatMap((member) => [member, ...('args' in member ? member.args.filter(({ name }) => name !== 'input') : [])]);
      return [...(isElsewhere ? [] : [type]), ...parts].filter((part) => !part.description).map((part) => `${type.name}.${part.name}`);
    });
    expect(bare).toEqual([]);
  });

  it('names mutations as a verb and a noun, with one input and a payload or a result', () => {
    const mutation = subgraph.schema.getMutationType();
    const odd = (mutation ? fieldsOf(mutation) : []).filter(({ name, args, type }) => {
      const stem = name.charAt(0).toUpperCase() + name.slice(1);
      const takesInput = args.length === 0 || (args.length === 1 && args[0]?.name === 'input');
      return !takesInput || ![`${stem}Payload`, `${stem}Result`].includes(getNamedType(type).name);
    });
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it('partial failure: whatever another subgraph resolves is nullable', () => {
    const rigid = types.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => {
          const owner = ownerOf(getNamedType(field.type).name);
          return owner !== undefined && owner !== subgraph.name && !isNullableThroughout(field.type);
        })
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(rigid).toEqual([]);
  });

  it('bounds every connection with paging arguments', () => {
    const unbounded = types.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => getNamedType(field.type).name.endsWith('Connection') && !field.args.some(({ name }) => name === 'first'))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(unbounded).toEqual([]);
    const sizes = subgraph.sdl.match(/@listSize\(/g)?.length ?? 0;
    const connections = types.flatMap(fieldsOf).filter((field) => getNamedType(field.type).name.endsWith('Connection'));
    expect(sizes).toBeGreaterThanOrEqual(connections.length);
  });

  it('refusals of result unions are Refusals', () => {
    const odd = types.filter(isUnionType).filter(({ name }) => name.endsWith('Result')).flatMap((union) => union.getTypes().filter((member) => !isPayload(member) && !isRefusal(member)));
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it('every owned noun is an entity with a by-id root field', () => {
    const references = subgraphs.find(({ name }) => name === subgraph.name)?.references ?? {};
    const orphans = Object.keys(references).filter((name) => ownerOf(name) === undefined);
    expect(orphans).toEqual([]);
  });
});

it('no two subgraphs mean different things by one name: only nouns and what kit defines are shared', () => {
  const shared = ['Query', 'Mutation', 'Subscription', 'Money', 'PageInfo', 'Refusal', 'MoneyInput'];
  const names = built.flatMap((subgraph) => ownTypes(subgraph).filter((type) => !isScalarType(type)).map(({ name }) => name));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index && !shared.includes(name) && ownerOf(name) === undefined));
  expect([...twice]).toEqual([]);
});

function isNullableThroughout(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isListType(type.ofType) && isNullableThroughout(type.ofType.ofType as GraphQLOutputType);
  return !isListType(type) || isNullableThroughout(type.ofType as GraphQLOutputType);
}

function isPayload(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Payload');
}

function isRefusal(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === 'Refusal');
}
