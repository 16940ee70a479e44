import type { NotificationKind } from '../kind/kind';
import { kinds } from '../kind/kinds';
import type { Content } from './content';
import { MessageError, pluralsOf, placesOf } from './message';
import type { VariableType } from './variables';

/** What every template may name. */
const always: Readonly<Record<string, VariableType>> = { count: 'NUMBER', personName: 'TEXT' };

/** What the templates of a kind may name. */
export const variablesOf = (kind: NotificationKind): Readonly<Record<string, VariableType>> => ({
  ...kinds[kind].variables,
  ...always,
});

/** Part of the content → what is wrong with it; empty where nothing is. */
export function problemsOf(kind: NotificationKind, content: Content): Record<string, string> {
  const found = Object.entries(content).map(([part, text]) => [part, problemOf(variablesOf(kind), String(text))]);
  return Object.fromEntries(found.filter(([, problem]) => problem !== null)) as Record<string, string>;
}

function problemOf(variables: Readonly<Record<string, VariableType>>, text: string): string | null {
  try {
    const unknown = placesOf(text).filter((name) => !Object.hasOwn(variables, name));
    if (unknown.length > 0)
      return `There is no variable ${unknown.join(', ')}. There are: ${Object.keys(variables).join(', ')}.`;
    const uncounted = pluralsOf(text).filter((name) => variables[name] !== 'NUMBER');
    return uncounted.length > 0 ? `A plural counts a number, which ${uncounted.join(', ')} is not.` : null;
  } catch (error) {
    if (error instanceof MessageError) return `${error.message} (character ${error.at + 1})`;
    throw error;
  }
}
