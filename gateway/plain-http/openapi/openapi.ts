import {
  getOperationAST,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parse,
  typeFromAST,
  valueFromASTUntyped,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../../fragments';
import type { RegisteredDocument } from '../../registry/document.entity';
import { SchemaWriter, type JsonSchema } from './json-schema';

export interface OpenApiOptions {
  readonly schema: GraphQLSchema;
  /** What is described: the latest versions. */
  readonly documents: readonly RegisteredDocument[];
}

const failures: Readonly<Record<string, string>> = {
  400: 'The request cannot be used; `extensions.fields` or the message names the variable.',
  401: 'The API key or the access token is not valid, or one is needed.',
  403: 'The key may not run this, or its scopes do not reach that far.',
  404: 'There is nothing of that name.',
  405: 'A mutation goes by POST.',
  410: 'The document is retired.',
  422: 'The operation was refused; `extensions.code` says why.',
  429: 'Too many requests, or too costly ones, in this minute; see Retry-After.',
  503: 'Something that this needs does not answer. Try again.',
};

/** OpenAPI 3.1 of registered queries and mutations, as /api/<name> answers them. What the graph no longer has is left out. */
export function openApi({ schema, documents }: OpenApiOptions): JsonSchema {
  const components: Record<string, JsonSchema> = {};
  const paths = documents.flatMap((document) => {
    const path = document.kind === 'subscription' ? null : pathOf(document, schema, components);
    return path ? [[`/api/${document.name}`, path] as const] : [];
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lyceum for third parties',
      version: '1',
      description:
        'Registered documents as plain HTTP. Each answer is a GraphQL response: `data`, and `errors` where something is missing from it.',
    },
    // Where the description itself comes from.
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { accessToken: [] }, {}],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      responses: Object.fromEntries(
        Object.entries(failures).map(([status, description]) => [`Refused${status}`, refusal(description)]),
      ) as unknown,
      schemas: { ...components, Error: errorSchema },
    },
  };
}

const errorSchema: JsonSchema = {
  type: 'object',
  properties: {
    message: { type: 'string', description: 'For people; it may change.' },
    path: { type: 'array', items: { type: ['string', 'integer'] } },
    extensions: {
      type: 'object',
      properties: { code: { type: 'string', description: 'For programs; docs/errors.md lists all of them.' } },
    },
  },
  required: ['message'],
};
const errors: JsonSchema = { type: 'array', items: { $ref: '#/components/schemas/Error' } };

function refusal(description: string): JsonSchema {
  const schema = { type: 'object', properties: { errors }, required: ['errors'] };
  return { description, content: { 'application/json': { schema } } };
}

function pathOf(
  { name, kind, version, body, state, retiresAt }: RegisteredDocument,
  schema: GraphQLSchema,
  components: Record<string, JsonSchema>,
): JsonSchema | null {
  const document = parse(body, { noLocation: true });
  const operation = getOperationAST(document);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return null;
  const writer = new SchemaWriter(schema, fragmentsOf(document), components);
  try {
    const data = { anyOf: [writer.selection(operation.selectionSet, root), { type: 'null' }] };
    const rootFields = operation.selectionSet.selections.flatMap((node) =>
      node.kind === Kind.FIELD ? [root.getFields()[node.name.value]?.description ?? ''] : [],
    );
    const described = {
      operationId: name,
      tags: [kind === 'query' ? 'Queries' : 'Mutations'],
      summary: rootFields.filter(Boolean).join(' ') || name,
      description: `Version ${version}.${retiresAt ? ` Deprecated: it runs until ${retiresAt.toISOString()}.` : ''}`,
      deprecated: state === 'DEPRECATED',
      responses: {
        200: {
          description: 'The answer.',
          headers: {
            ETag: {
              schema: { type: 'string' },
              description: 'Send it as If-None-Match to hear 304 while nothing changed.',
            },
            RateLimit: { schema: { type: 'string' }, description: 'What is left of this minute.' },
          },
          content: {
            'application/json': { schema: { type: 'object', properties: { data, errors }, required: ['data'] } },
          },
        },
        ...(kind === 'query' ? { 304: { description: 'Nothing has changed.' } } : {}),
        ...Object.fromEntries(
          Object.keys(failures).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
        ),
      },
    };
    return kind === 'query'
      ? { get: { ...described, parameters: parametersOf(operation, schema, writer) } }
      : { post: { ...described, requestBody: bodyOf(operation, schema, writer) } };
  } catch {
    return null;
  }
}

function parametersOf(operation: OperationDefinitionNode, schema: GraphQLSchema, writer: SchemaWriter): JsonSchema[] {
  return (operation.variableDefinitions ?? []).map((definition) => {
    const type = typeOf(definition, schema);
    const written = { ...writer.input(type), ...defaultOf(definition) };
    const isJson = isObjectLike(type);
    return {
      name: definition.variable.name.value,
      in: 'query',
      required: isNonNullType(type) && !definition.defaultValue,
      ...(isJson ? { content: { 'application/json': { schema: written, ...exampleOf(type) } } } : { schema: written }),
    };
  });
}

function bodyOf(operation: OperationDefinitionNode, schema: GraphQLSchema, writer: SchemaWriter): JsonSchema {
  const definitions = operation.variableDefinitions ?? [];
  const properties = definitions.map((definition) => [
    definition.variable.name.value,
    { ...writer.input(typeOf(definition, schema)), ...defaultOf(definition) },
  ]);
  const required = definitions
    .filter((definition) => isNonNullType(typeOf(definition, schema)) && !definition.defaultValue)
    .map(({ variable }) => variable.name.value);
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(properties) as unknown,
          required,
          additionalProperties: false,
        },
      },
    },
  };
}

function typeOf({ type }: VariableDefinitionNode, schema: GraphQLSchema): GraphQLInputType {
  const found = typeFromAST(schema, type) as GraphQLInputType | undefined;
  if (!found) throw new Error('The graph no longer has this type.');
  return found;
}

function defaultOf({ defaultValue }: VariableDefinitionNode): JsonSchema {
  return defaultValue ? { default: valueFromASTUntyped(defaultValue) } : {};
}

/** Nothing in particular: pages that let people try would make up a value for each field. */
function exampleOf(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return exampleOf(type.ofType);
  const isOpen = isInputObjectType(type) && !Object.values(type.getFields()).some(isRequiredInputField);
  return isOpen ? { example: {} } : {};
}

/** What a URL holds as JSON only. */
function isObjectLike(type: GraphQLInputType): boolean {
  if (isNonNullType(type) || isListType(type)) return isObjectLike(type.ofType);
  return isInputObjectType(type);
}
