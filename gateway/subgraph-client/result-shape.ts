import type { Result } from '../../kit/graphql/execute';

/** GraphQL specification, section 7.1: data, or errors, or both. */
export function isResult(answer: unknown): answer is Result {
  if (!isObject(answer)) return false;
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isObject(data)) return false;
  if (errors === undefined) return data !== undefined;
  return Array.isArray(errors) && errors.every(isError) && (data !== undefined || errors.length > 0);
}

function isError(error: unknown): boolean {
  return isObject(error) && typeof error['message'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
