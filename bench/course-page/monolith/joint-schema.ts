import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLEnumType,
  GraphQLInterfaceType,
  GraphQLUnionType,
  buildSchema,
  defaultFieldResolver,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { RunningSubgraph } from '../../../kit/subgraph/running';
import type { JointRequest } from './joint-request';

type Resolver = GraphQLFieldResolver<object | undefined, JointRequest>;

/** One executable schema of all subgraphs: the graph that clients see, resolved by the subgraphs' own resolvers, without federation. */
export function jointSchema(apiSdl: string, subgraphs: readonly RunningSubgraph[]): GraphQLSchema {
  const typesNamed = (name: string): GraphQLNamedType[] =>
    subgraphs.flatMap(({ schema }) => schema.getType(name) ?? []);
  const nouns = sharedNouns(subgraphs);
  return mapSchema(buildSchema(apiSdl), {
    [MapperKind.SCALAR_TYPE]: ({ name }) => typesNamed(name).find(isScalarType),
    [MapperKind.ENUM_TYPE]: (type) => {
      const values = typesNamed(type.name).filter(isEnumType);
      return new GraphQLEnumType({
        ...type.toConfig(),
        values: Object.assign({}, ...values.map((own) => own.toConfig().values)),
      });
    },
    [MapperKind.UNION_TYPE]: (type) => {
      const resolveType = typesNamed(type.name).find(isUnionType)?.resolveType;
      return new GraphQLUnionType({ ...type.toConfig(), resolveType });
    },
    [MapperKind.INTERFACE_TYPE]: (type) => {
      const resolveType = typesNamed(type.name).find(isInterfaceType)?.resolveType;
      return new GraphQLInterfaceType({ ...type.toConfig(), resolveType });
    },
    [MapperKind.OBJECT_FIELD]: (config: GraphQLFieldConfig<object | undefined, JointRequest>, field, type) => ({
      ...config,
      resolve: jointResolver(type, resolversOf(subgraphs, type, field), {
        isOfNoun: nouns.has(type),
        givesNoun: nouns.has(getNamedType(config.type).name),
      }),
    }),
  });
}

/** Types that more than one subgraph resolves by reference. */
function sharedNouns(subgraphs: readonly RunningSubgraph[]): ReadonlySet<string> {
  const names = subgraphs.flatMap(({ definition }) => Object.keys(definition.references));
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

interface OwnResolver {
  readonly subgraph: string;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
}

function resolversOf(subgraphs: readonly RunningSubgraph[], typeName: string, fieldName: string): OwnResolver[] {
  return subgraphs.flatMap(({ name, schema }) => {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field ? [{ subgraph: name, resolve: field.resolve ?? defaultFieldResolver }] : [];
  });
}

/** Resolves a field in a subgraph that has it: in the one that made the object, else in the first, which reads the object anew. */
function jointResolver(
  type: string,
  own: readonly OwnResolver[],
  { isOfNoun, givesNoun }: { isOfNoun: boolean; givesNoun: boolean },
): Resolver {
  const [first] = own;
  if (!first) throw new Error(`No subgraph resolves a field of ${type} that clients see.`);
  const resolveIn = ({ subgraph, resolve }: OwnResolver, ...[source, args, request, info]: Parameters<Resolver>) => {
    const value: unknown = resolve(source, args, request.scopeOf(subgraph), info);
    return givesNoun ? request.made(subgraph, value) : value;
  };
  if (!isOfNoun) return (...call) => resolveIn(first, ...call);
  return (source, args, request, info) => {
    const origin = request.originOf(source!);
    const home = own.find(({ subgraph }) => subgraph === origin);
    if (home) return resolveIn(home, source, args, request, info);
    const same = request.hydrate(first.subgraph, type, source!);
    const resolve = (found: object | null) => found && resolveIn(first, found, args, request, info);
    return same instanceof Promise ? same.then(resolve) : resolve(same);
  };
}
