import type { Plan } from './rounds';

/** Options that every row takes; with `--dry` its report is shown and not written. */
export const commonOptions = { dry: { type: 'boolean', default: false } } as const;

/** For a quick look: `--rounds 3 --seconds 1 --dry`. */
export const planOptions = { ...commonOptions, rounds: { type: 'string' }, seconds: { type: 'string' } } as const;

interface PlanValues {
  readonly rounds?: string;
  readonly seconds?: string;
}

export const planOf = (usual: Plan, { rounds, seconds }: PlanValues): Plan => ({
  ...usual,
  ...(rounds && { rounds: Number(rounds) }),
  ...(seconds && { seconds: Number(seconds) }),
});
