/** The SQLSTATE of what a driver threw, or an empty string. */
export function sqlState(error: unknown): string {
  const holder = error as { code?: unknown; driverError?: { code?: unknown } } | null;
  const code = holder?.driverError?.code ?? holder?.code;
  return typeof code === 'string' ? code : '';
}

/** Whether a unique constraint or index of this name refused the write. */
export function violates(error: unknown, constraint: string): boolean {
  const holder = error as { driverError?: { constraint?: unknown }; constraint?: unknown } | null;
  return sqlState(error) === '23505' && (holder?.driverError?.constraint ?? holder?.constraint) === constraint;
}
