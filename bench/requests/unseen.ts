import { heavyQuery } from './rows';

/** The heavy query in words that nobody has used before: another document, another plan, the same work. */
export function unseenHeavyQuery(mark: string): string {
  return heavyQuery
    .replace('users {', `${mark}Users: users {`)
    .replace('topProducts {', `${mark}Products: topProducts {`);
}

/** The same of a small query. */
export const unseenSmallQuery = (mark: string): string => `{ ${mark}Me: me { name } }`;
