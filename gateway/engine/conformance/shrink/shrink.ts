import { validate, type GraphQLSchema } from 'graphql';
import { onlyUsed } from '../generate/unused';
import type { GeneratedOperation } from '../generate/operation';
import { edits, type Edit } from './edits';

/**
 * The smallest operation that still fails: selections, fragments, directives, aliases, arguments and variables are
 * taken away one by one for as long as `fails` says so. What it returns is valid, and fails.
 */
export async function shrink(
  schema: GraphQLSchema,
  start: GeneratedOperation,
  fails: (candidate: GeneratedOperation) => Promise<boolean>,
): Promise<GeneratedOperation> {
  let smallest = start;
  for (let hasShrunk = true; hasShrunk;) {
    hasShrunk = false;
    for (const edit of edits) {
      const smaller = await applied(edit, schema, smallest, fails);
      hasShrunk ||= smaller !== smallest;
      smallest = smaller;
    }
  }
  return smallest;
}

/** One kind of edit at every place where it can be, from the top down: what falls early takes most with it. */
async function applied(
  edit: Edit,
  schema: GraphQLSchema,
  start: GeneratedOperation,
  fails: (candidate: GeneratedOperation) => Promise<boolean>,
): Promise<GeneratedOperation> {
  let smallest = start;
  for (let place = 0; ;) {
    const edited = edit(smallest, place);
    if (!edited) return smallest;
    const candidate = onlyUsed(edited);
    if (validate(schema, candidate.document).length === 0 && (await fails(candidate))) smallest = candidate;
    else place += 1;
  }
}
