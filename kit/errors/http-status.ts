/** HTTP's word for what a code says. What is not here comes from operations that ran, and is theirs to explain. */
const statusOfCode: Readonly<Record<string, number>> = {
  GRAPHQL_VALIDATION_FAILED: 400,
  GRAPHQL_PARSE_FAILED: 400,
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  BAD_INPUT: 400,
  BAD_CURSOR: 400,
  OPERATION_TOO_LARGE: 400,
  COST_LIMIT_EXCEEDED: 400,
  SLICING_ARGUMENT_REQUIRED: 400,
  PLANNING_TIMEOUT: 400,
  UNAUTHENTICATED: 401,
  INVALID_TOKEN: 401,
  INVALID_API_KEY: 401,
  VIEWER_CHANGED: 401,
  ADDRESS_REFUSED: 403,
  UNSIGNED_CALL: 403,
  FORBIDDEN_FIELD: 403,
  DOCUMENT_REQUIRED: 403,
  DOCUMENT_NOT_ALLOWED: 403,
  PLAYBACK_ENDED: 403,
  PLAYBACK_EXPIRED: 403,
  PLAYBACK_LIMIT: 403,
  NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  ASSET_NOT_READY: 409,
  DOCUMENT_RETIRED: 410,
  UPLOAD_OVER: 410,
  REQUEST_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  TOO_MANY_SUBSCRIPTIONS: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
  LIVE_SILENT: 503,
  TIMEOUT: 504,
};

/** Undefined for codes that HTTP has no word for. */
export function httpStatusOf(code: unknown): number | undefined {
  return typeof code === 'string' && Object.hasOwn(statusOfCode, code) ? statusOfCode[code] : undefined;
}
