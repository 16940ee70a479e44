import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isObjectType,
  parse,
  type GraphQLField,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { schemaFolder } from '../../cli/files';
import { documentOf } from '../harness/inputs';

type Field = GraphQLField<unknown, unknown>;

export interface Operation {
  /** Such as `updateCourse`, or `Course.reviews`. */
  readonly name: string;
  readonly field: Field;
  /** The type that has the field, where it is read through one. */
  readonly through: string | null;
  readonly document: string;
  /** Whether the gateway refuses these variables, as JSON, by their types: before anybody is asked who may what. */
  readonly isMalformed: (variables: string) => boolean;
}

const schema = buildSchema(readFileSync(join(schemaFolder, 'api.graphql'), 'utf8'));
const queries = Object.values(schema.getQueryType()!.getFields());
const mutations = Object.values(schema.getMutationType()!.getFields());

/** What takes something away comes last, so that there is something left to attack. */
const lastOf = /^(remove|revoke|cancel|archive|leave|end|delete)/;

/** Every mutation, every query that takes arguments, and every field with arguments of what is read by its id. */
export const operations: readonly Operation[] = [
  ...queries.filter(({ args }) => args.length > 0).map((field) => operation('query', field)),
  ...queries.filter(isById).flatMap((byId) => withArguments(byId).map((field) => operation('query', field, byId))),
  ...mutations.filter(({ name }) => !lastOf.test(name)).map((field) => operation('mutation', field)),
  ...mutations.filter(({ name }) => lastOf.test(name)).map((field) => operation('mutation', field)),
];

function operation(kind: 'query' | 'mutation', field: Field, byId?: Field): Operation {
  const document = documentOf(kind, field, byId ? [byId] : []);
  const through = byId ? getNamedType(byId.type).name : null;
  const { variableDefinitions = [] } = parse(document).definitions[0] as OperationDefinitionNode;
  return {
    name: through ? `${through}.${field.name}` : field.name,
    field,
    through,
    document,
    isMalformed: (variables) => {
      const given = JSON.parse(variables) as Record<string, unknown>;
      return getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 }).errors !== undefined;
    },
  };
}

function isById({ args, type }: Field): boolean {
  return args.length === 1 && args[0]?.name === 'id' && isObjectType(getNamedType(type));
}

function withArguments({ type }: Field): Field[] {
  const named = getNamedType(type);
  return isObjectType(named) ? Object.values(named.getFields()).filter(({ args }) => args.length > 0) : [];
}
