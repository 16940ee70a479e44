import type { GraphQLFormattedError } from 'graphql';
import { plainData } from '../engine/json-text';
import { httpStatusOf } from '../../kit/errors/http-status';

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** What was asked for could be read, and cannot be done (RFC 9110, 15.5.21). */
const unprocessable = 422;

/** The status of a result for who reads statuses: 200 with any data, else what the first error says. */
export function statusOf({ data, errors }: Told): number {
  const [error] = errors ?? [];
  if (!error || hasAnything(plainData(data))) return 200;
  return httpStatusOf(error.extensions?.['code']) ?? unprocessable;
}

function hasAnything(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
}
