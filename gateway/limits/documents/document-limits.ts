import type { Config } from '../../../kit/config/config';

/** How large a document may be. What is counted per operation counts fragments wherever they are spread. */
export interface DocumentLimits {
  readonly tokens: number;
  /** Operations and fragments. */
  readonly definitions: number;
  /** Fields of all operations, once their fragments are spread. */
  readonly selections: number;
  /** Of one operation, as are the next three. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly variables: number;
  /** At one place. */
  readonly directives: number;
  /** Elements of one list. */
  readonly listItems: number;
}

export function documentLimits(config: Config): DocumentLimits {
  return {
    tokens: config.MAX_TOKENS,
    definitions: config.MAX_DEFINITIONS,
    selections: config.MAX_SELECTIONS,
    depth: config.MAX_DEPTH,
    aliases: config.MAX_ALIASES,
    rootFields: config.MAX_ROOT_FIELDS,
    variables: config.MAX_VARIABLES,
    directives: config.MAX_DIRECTIVES,
    listItems: config.MAX_LIST_ITEMS,
  };
}
