import { GraphQLError } from 'graphql';

type Facts = Readonly<Record<string, unknown>>;

export interface ErrorDefinition {
  /** Text for people; `{name}` is replaced by the fact of that name. */
  readonly message: string;
  /** What a client developer does about it: a line in docs/errors.md. */
  readonly remedy: string;
}

/** A refusal that clients may rely on: `extensions.code` plus its facts. Everything else is masked. */
export class CodedError extends GraphQLError {
  constructor(
    readonly code: string,
    message: string,
    readonly facts: Facts = {},
  ) {
    super(message, { extensions: { code, ...facts } });
    this.name = 'CodedError';
  }
}

export type ErrorTable<K extends string = string> = Readonly<
  Record<K, ((facts?: Facts) => CodedError) & { readonly definition: ErrorDefinition }>
>;

/** The errors of one subgraph: code → factory. The table is also what docs/errors.md is generated from. */
export function defineErrors<K extends string>(definitions: Record<K, ErrorDefinition>): ErrorTable<K> {
  const entries = Object.entries<ErrorDefinition>(definitions).map(([code, definition]) => {
    const factory = (facts: Facts = {}) => new CodedError(code, fill(definition.message, facts), facts);
    return [code, Object.assign(factory, { definition })];
  });
  return Object.freeze(Object.fromEntries(entries)) as ErrorTable<K>;
}

function fill(message: string, facts: Facts): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    return Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : '';
  });
}
