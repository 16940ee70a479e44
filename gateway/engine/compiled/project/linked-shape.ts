import type { FieldShape, SelectionShape, TypeShape } from '../compiled-operation';
import type { Denial } from '../../engine';
import { leafWriter, type WriteLeaf } from './leaf';

/** A shape made ready to write by: names quoted, types looked up, leaf writers chosen. Once per compiled operation. */
export interface LinkedSelection {
  readonly fields: readonly LinkedField[] | null;
  readonly byType: ReadonlyMap<string, readonly LinkedField[]> | null;
  readonly type: string;
  readonly isAbstract: boolean;
  readonly types: ReadonlySet<string>;
}

export interface LinkedField {
  readonly responseKey: string;
  /** What stands before the value: `{"key":` for the first field of an object, `,"key":` for the others. */
  readonly prefix: string;
  readonly source: FieldShape['source'];
  readonly key: string;
  readonly coordinate: string;
  readonly type: LinkedType;
  readonly denied: Denial | null;
  /** Of one value, without what is selected in it. */
  readonly weight: number;
}

export interface LinkedType {
  readonly nullable: boolean;
  readonly name: string;
  readonly item: LinkedType | null;
  readonly leaf: WriteLeaf | null;
  readonly selection: LinkedSelection | null;
}

export type WeightOf = (coordinate: string) => number;

/** Without `weightOf` nothing weighs anything. */
export function linkSelection(shape: SelectionShape, weightOf: WeightOf = () => 0): LinkedSelection {
  return new Linker(weightOf).selection(shape);
}

class Linker {
  private readonly selections = new Map<SelectionShape, LinkedSelection>();

  constructor(private readonly weightOf: WeightOf) {}

  selection(shape: SelectionShape): LinkedSelection {
    const known = this.selections.get(shape);
    if (known) return known;
    const { fields, byType, types } = shape;
    const linked: LinkedSelection = {
      ...shape,
      fields: fields && this.fields(fields),
      byType: byType && new Map(Object.entries(byType).map(([type, list]) => [type, this.fields(list)])),
      types: new Set(types),
    };
    this.selections.set(shape, linked);
    return linked;
  }

  private fields(fields: readonly FieldShape[]): LinkedField[] {
    return fields.map((field, index) => ({
      ...field,
      prefix: `${index === 0 ? '{' : ','}${JSON.stringify(field.responseKey)}:`,
      type: this.type(field.type),
      weight: this.weightOf(field.coordinate),
    }));
  }

  private type({ nullable, name, item, leaf, selection }: TypeShape): LinkedType {
    return {
      nullable,
      name,
      item: item && this.type(item),
      leaf: leaf && leafWriter(leaf),
      selection: selection && this.selection(selection),
    };
  }
}
