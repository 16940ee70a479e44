import type { CompiledOperation } from '../compiled-operation';
import { own } from './tree';

/** A Boolean variable as this request has it: given, else the operation's default. */
export function holds({ variables }: CompiledOperation, given: object, name: string): boolean {
  return (own(given, name) ?? variables[name]) === true;
}

/** For each condition of the operation, whether it lets its fields through. */
export function evaluated(operation: CompiledOperation, given: object): boolean[] {
  const isTrue = (literal: string): boolean =>
    literal.startsWith('!') ? !holds(operation, given, literal.slice(1)) : holds(operation, given, literal);
  return operation.conditions.map((clauses) => clauses.some((clause) => clause.every(isTrue)));
}
