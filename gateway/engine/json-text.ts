/** A value that is JSON text already, so that nothing is stringified twice. */
export class JsonText {
  constructor(readonly text: string) {}

  /** The value itself, for whoever meets it outside `resultText`. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

interface AnyResult {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** One GraphQL result as JSON, errors first, so that a reader of a cut response knows about them. */
export function resultText({ data, errors, extensions }: AnyResult): string {
  const parts = [];
  if (errors !== undefined) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) parts.push(`"data":${data instanceof JsonText ? data.text : JSON.stringify(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join(',')}}`;
}

/** The data of a result, for whoever reads it in this process. */
export function plainData(data: unknown): unknown {
  return data instanceof JsonText ? data.toJSON() : data;
}
