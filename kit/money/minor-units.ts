import type { ValueTransformer } from 'typeorm';

/** PostgreSQL's bigint comes as digits; in code an amount is a bigint. */
export const minorUnits: ValueTransformer = {
  to: (minor: bigint | null | undefined) => minor?.toString() ?? null,
  from: (digits: string | null) => (digits === null ? null : BigInt(digits)),
};
