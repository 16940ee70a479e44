import { kitErrors } from '../../../kit/errors/kit-errors';

/** Where to put something among its siblings: at the end, when neither is given. */
export interface Place {
  /** From 1; past the end is the end. */
  readonly position?: number | null | undefined;
  readonly after?: { readonly field: string; readonly id: string | null | undefined };
}

/** The siblings' ids with `id` in its place. @throws BAD_INPUT */
export function placed(siblings: readonly string[], id: string, { position, after }: Place): string[] {
  const others = siblings.filter((sibling) => sibling !== id);
  return others.toSpliced(indexOf(others, position ?? null, after), 0, id);
}

function indexOf(others: readonly string[], position: number | null, after: Place['after']): number {
  if (!after || after.id == null) return position === null ? others.length : position - 1;
  if (position !== null)
    throw kitErrors.BAD_INPUT({ fields: { position: `Give position or ${after.field}, not both.` } });
  const index = others.indexOf(after.id);
  if (index < 0) throw kitErrors.BAD_INPUT({ fields: { [after.field]: 'Not among its siblings.' } });
  return index + 1;
}
