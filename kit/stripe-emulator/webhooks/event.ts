import { word, text, flag } from '../api/parameters';
import { list, resource, retrieve } from '../api/resource';

export const events = resource('event', {
  path: '/events',
  operations: [
    list({
      type: { param: text, matches: ({ type }, asked: string) => fits(type, asked) },
      types: {
        param: word.array(),
        matches: ({ type }, asked: string[]) => asked.some((pattern) => fits(type, pattern)),
      },
      delivery_success: {
        param: flag,
        matches: ({ pending_webhooks }, asked: boolean) => (pending_webhooks === 0) === asked,
      },
    }),
    retrieve(),
  ],
});

/** `charge.*` stands for all of a kind. */
function fits(type: string, pattern: string): boolean {
  return pattern === type || pattern === '*' || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));
}
