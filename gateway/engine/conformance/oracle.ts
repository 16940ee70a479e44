import {
  buildSchema,
  execute,
  isNonNullType,
  isScalarType,
  printSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { worldSubgraphs } from './world';
import type { GeneratedOperation } from './generate/operation';
import { definitionOf } from './generate/variants';
import { maySee, type ViewerName } from './world/viewers';
import { absent, scalars, type Field, type WorldContext } from './world/subgraph';

/** One schema with the resolvers of all subgraphs, run by graphql-js: what a graph is to answer, by definition. */
export class Oracle {
  readonly schema: GraphQLSchema;

  /** `apiSchema` as clients of the engine see it; what is resolved does not touch it. */
  constructor(apiSchema: GraphQLSchema) {
    this.schema = buildSchema(printSchema(apiSchema));
    for (const { name, serialize } of Object.values(scalars)) {
      const type = this.schema.getType(name);
      if (isScalarType(type)) type.serialize = serialize;
    }
  }

  async execute(operation: GeneratedOperation): Promise<ExecutionResult> {
    const { document, variables: variableValues, viewer } = operation;
    const operationName = definitionOf(operation).name?.value;
    const contextValue: OracleContext = { isWhole: true, log: [], viewer };
    return execute({ schema: this.schema, document, variableValues, operationName, contextValue, fieldResolver });
  }
}

/** Fields by `Type.field`; a type that stands for an interface elsewhere has its fields there under the interface's name. */
const resolvers = new Map(
  worldSubgraphs.flatMap(({ fields, rootTypes = {} }) =>
    Object.entries(fields).flatMap(([type, table]) =>
      Object.entries(table).map(([field, resolve]): [string, Field] => [
        `${rootTypes[type] ?? type}.${field}`,
        resolve,
      ]),
    ),
  ),
);

/** Says that a field is null for want of the whole entity, where its type promises a value. */
export const absentEntity = 'The entity is not there.';

interface OracleContext extends WorldContext {
  readonly viewer: ViewerName;
}

const fieldResolver: GraphQLFieldResolver<unknown, OracleContext> = (parent, args, context, info) => {
  if (!maySee(context.viewer, `${info.parentType.name}.${info.fieldName}`)) throw new Error('Not for this viewer.');
  const value = resolve(parent, args, context, info);
  if (value !== absent) return value;
  if (isNonNullType(info.returnType)) throw new Error(absentEntity);
  return null;
};

const resolve: GraphQLFieldResolver<unknown, OracleContext> = (parent, args, context, { parentType, fieldName }) => {
  for (const { name } of [parentType, ...parentType.getInterfaces()]) {
    const resolver = resolvers.get(`${name}.${fieldName}`);
    if (resolver) return resolver(parent as never, args as never, context);
  }
  return (parent as Readonly<Record<string, unknown>> | undefined)?.[fieldName];
};
