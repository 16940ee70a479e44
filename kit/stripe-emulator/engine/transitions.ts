/** What may happen to a thing, by where it stands: from → what happens → to. */
export type Transitions<State extends string, Step extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Step, State>>>>
>;

/** Where a thing stands after a step; null where the step cannot be made from there. */
export function after<State extends string, Step extends string>(
  table: Transitions<State, Step>,
  from: string,
  step: Step,
): State | null {
  return table[from as State]?.[step] ?? null;
}
