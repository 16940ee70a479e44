/** Where a plan stands. */
export enum PlanState {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  RETIRED = 'RETIRED',
}

const { PUBLISHED, RETIRED } = PlanState;

/** From → to. What was published is never a draft again: people have subscribed to it. */
export const planTransitions: Readonly<Record<PlanState, readonly PlanState[]>> = {
  DRAFT: [PUBLISHED, RETIRED],
  PUBLISHED: [RETIRED],
  RETIRED: [],
};

export function planMayBecome(from: PlanState, to: PlanState): boolean {
  return planTransitions[from].includes(to);
}
