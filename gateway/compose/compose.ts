import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { PlainError } from '../../kit/errors/plain-error';
import { unprotectedFields } from './sensitive';

export interface SubgraphInput {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** Subgraphs that do not fit together, or a sensitive field without protection. One message per problem. */
export class CompositionError extends PlainError {
  override readonly name = 'CompositionError';

  constructor(readonly problems: readonly string[]) {
    super(`The supergraph cannot be composed:\n  ${problems.join('\n  ')}`);
  }
}

/**
 * One supergraph of many subgraphs. `sensitive` are `Type.field` coordinates that must carry @authenticated,
 * @requiresScopes or @policy. @throws CompositionError
 */
export function composeSupergraph(subgraphs: readonly SubgraphInput[], sensitive: readonly string[]): string {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors) throw new CompositionError(result.errors.map((error) => error.message));
  const open = unprotectedFields(result.supergraphSdl, sensitive);
  if (open.length > 0)
    throw new CompositionError(open.map((field) => `${field} is sensitive and carries no security directive`));
  return `${result.supergraphSdl.trimEnd()}\n`;
}
