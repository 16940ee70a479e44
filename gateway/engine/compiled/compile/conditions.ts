import { Kind, type DirectiveNode } from 'graphql';

/** Values of the variables that @skip and @include ask. */
export type ConditionValues = Readonly<Record<string, boolean>>;

/**
 * Whether @skip and @include let a selection through. Their values are settled before planning, so that a plan has no
 * conditions: the planner cannot plan all of them, and fetches keys under conditions that hold for something else.
 */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, values: ConditionValues): boolean {
  return !directives?.some((directive) => {
    if (!isCondition(directive)) return false;
    const value = directive.arguments?.[0]?.value;
    const given =
      value?.kind === Kind.VARIABLE ? values[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return (given === true) === (directive.name.value === 'skip');
  });
}

export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
