import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { kitErrors } from '../../kit/errors/kit-errors';

/** Parameters of a URL: each once, or several times. */
export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The variables of an operation among the parameters of a URL: lists by repetition or as JSON, input objects as JSON,
 * numbers and booleans as JSON writes them. What does not fit its type is left to the check of variables.
 * @throws BAD_INPUT with the names of what no variable is called like, of what is there twice, or is no JSON
 */
export function queryVariables(
  parameters: QueryParameters,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): Record<string, unknown> {
  const types = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      typeFromAST(schema, type) as GraphQLInputType,
    ]),
  );
  const fields: Record<string, string> = {};
  const entries = Object.entries(parameters).flatMap(([name, given]) => {
    const type = types.get(name);
    if (!type) fields[name] = `there is no ${name}; there is ${[...types.keys()].join(', ') || 'nothing to say'}`;
    if (!type || given === undefined) return [];
    try {
      return [[name, valueOf([given].flat(), type)] as const];
    } catch (error) {
      fields[name] = `${name} ${(error as Error).message}`;
      return [];
    }
  });
  if (Object.keys(fields).length > 0) throw kitErrors.BAD_INPUT({ fields });
  return Object.fromEntries(entries);
}

function valueOf(texts: readonly string[], type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(texts, type.ofType);
  const [text = ''] = texts;
  if (isListType(type)) {
    if (texts.length === 1 && text.startsWith('[')) return json(text);
    return texts.map((one) => valueOf([one], type.ofType));
  }
  if (texts.length > 1) throw new Error('can be given once only');
  if (isInputObjectType(type)) return json(text);
  return isText(type) || !isJsonLeaf(text) ? text : json(text);
}

/** Whether a value is what stands there, whatever it looks like. */
function isText(type: GraphQLInputType): boolean {
  return isEnumType(type) || ('name' in type && (type.name === 'String' || type.name === 'ID'));
}

/** Numbers and booleans; of a scalar that the schema only names, they are what they look like. */
function isJsonLeaf(text: string): boolean {
  return /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/.test(text);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('must be JSON');
  }
}
