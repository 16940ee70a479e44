import { amountCell, textCell, timeCell } from './csv';
import type { Cell } from './export';

type Cells = Readonly<Record<string, Cell>>;

export const money = (row: Cells, ...names: readonly string[]): string[] =>
  names.map((name) => amountCell(row[name] as string | null, row['currency'] as string));
export const text = (row: Cells, ...names: readonly string[]): string[] =>
  names.map((name) => textCell(row[name] as string | null));
export const times = (row: Cells, ...names: readonly string[]): string[] =>
  names.map((name) => timeCell(row[name] as Date | null));
