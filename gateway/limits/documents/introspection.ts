import { tooLarge } from './refusals';

const metaFields: ReadonlySet<string> = new Set(['__schema', '__type']);
/** Lists whose elements lead to types again. */
const lists: ReadonlySet<string> = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

/** What the query that tools send keeps within: it asks for each type once, and for what types refer to by name only. */
const most = { introspections: 3, introspectionAliases: 0, introspectionLists: 1 };

interface Asked {
  readonly aliases: number;
  readonly introspectionLists: number;
}

export function isIntrospection(field: string): boolean {
  return metaFields.has(field);
}

export function isIntrospectionList(field: string): boolean {
  return lists.has(field);
}

/**
 * What is asked of one `__schema` or `__type`. The schema is large, and this process answers: nobody gets more than tools
 * need. @throws OPERATION_TOO_LARGE
 */
export function checkIntrospection({ aliases, introspectionLists }: Asked): void {
  check('introspectionAliases', aliases);
  check('introspectionLists', introspectionLists);
}

/** How many of them one operation has. @throws OPERATION_TOO_LARGE */
export function checkIntrospections(count: number): void {
  check('introspections', count);
}

function check(limit: keyof typeof most, given: number): void {
  if (given > most[limit]) throw tooLarge(limit, most[limit], given);
}
