/** One hostile request, and what must come of it. */
export interface Abuse {
  readonly name: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly expected: Refused | Answered;
}

export interface Refused {
  readonly status: number;
  readonly code: string;
  /** Which limit is exceeded. */
  readonly limit?: string;
  /** How far it must not come: to a document that is read, to validation, to a plan. */
  readonly before: Stage;
}

export type Stage = 'reading' | 'validation' | 'planning';

/** Survived: the right answer. */
export interface Answered {
  readonly data: unknown;
}

export const times = (count: number, text: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(between);

export const nested = (depth: number, open: string, inner: string, close: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

/** The body of a request. */
export const asked = (query: unknown, rest: object = {}): string => JSON.stringify({ query, ...rest });

export const fine = asked('{ me { id } }');
export const fineAnswer: Answered = { data: { me: { id: 'ada' } } };

export const tooLarge = (limit: string, before: Stage = 'validation'): Refused => ({
  status: 400,
  code: 'OPERATION_TOO_LARGE',
  limit,
  before,
});
export const malformed: Refused = { status: 400, code: 'BAD_REQUEST', before: 'reading' };
