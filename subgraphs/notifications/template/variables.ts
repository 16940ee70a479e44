/** What a variable of a template holds. */
export type VariableType = 'TEXT' | 'NUMBER' | 'DATE';
