import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import type { ObjMap } from 'graphql/jsutils/ObjMap';
import { maskError } from '../errors/mask';
import { kitErrors } from '../errors/kit-errors';
import type { Log } from '../log/log';
import type { Scope } from '../scope/scope';
import type { Documents } from './documents';

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

export type Result = FormattedExecutionResult<ObjMap<unknown>, ObjMap<unknown>>;

/** Runs queries and mutations in one scope. Never throws: refusals are in `errors`, coded. */
export async function executeRequest(
  documents: Documents,
  schema: ExecutionArgs['schema'],
  request: GraphQLRequest,
  scope: Scope,
): Promise<Result> {
  const { document, errors } = documents.read(request.query);
  if (errors.length > 0) return refused(errors, scope.log);
  return formatted(await execute({ ...args(request, document, schema), contextValue: scope }), scope.log);
}

/**
 * Runs a subscription: the source once, then each event in a scope of its own, so that it is authorised and read anew.
 * `return` lets go of the source at once, also while it is silent.
 * @param around runs what is done for each event
 */
export function subscribeRequest(
  documents: Documents,
  schema: ExecutionArgs['schema'],
  request: GraphQLRequest,
  openScope: () => Scope,
  around: (work: () => Promise<Result>) => Promise<Result> = (work) => work(),
): AsyncGenerator<Result> {
  let source: AsyncIterator<unknown> | undefined;
  let isOver = false;
  const results = run();
  const leave = results.return.bind(results);
  return Object.assign(results, {
    return: async (value: unknown) => {
      isOver = true;
      await source?.return?.();
      return leave(value);
    },
  });

  async function* run(): AsyncGenerator<Result> {
    const first = openScope();
    try {
      yield* events(first);
    } catch (error) {
      // A source that fails in the middle, such as by a lost database, ends the stream with the same masked errors as a query.
      yield formatted({ errors: [new GraphQLError('', { originalError: asError(error) })] }, first.log);
    }
  }

  async function* events(first: Scope): AsyncGenerator<Result> {
    const { document, errors } = documents.read(request.query);
    if (errors.length > 0) return yield refused(errors, first.log);
    const opened = await createSourceEventStream({ ...args(request, document, schema), contextValue: first });
    if (!(Symbol.asyncIterator in opened)) return yield formatted(opened, first.log);
    source = opened[Symbol.asyncIterator]();
    if (isOver) return void (await source.return?.());
    for (let next = await source.next(); !next.done; next = await source.next()) {
      const { value: rootValue } = next;
      yield await around(async () => {
        const scope = openScope();
        return formatted(
          await execute({ ...args(request, document, schema), rootValue, contextValue: scope }),
          scope.log,
        );
      });
    }
  }
}

export function unsignedResult(): Result {
  return { errors: [kitErrors.UNSIGNED_CALL().toJSON()] };
}

function args(
  request: GraphQLRequest,
  document: ExecutionArgs['document'],
  schema: ExecutionArgs['schema'],
): ExecutionArgs {
  return { schema, document, variableValues: request.variables ?? {}, operationName: request.operationName ?? null };
}

function refused(errors: ExecutionResult['errors'] & {}, log: Log): Result {
  return formatted(
    { errors: errors.map((error) => Object.assign(error, { extensions: { code: 'BAD_INPUT', ...error.extensions } })) },
    log,
  );
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function formatted(result: ExecutionResult, log: Log): Result {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => maskError(error, log)) };
}
