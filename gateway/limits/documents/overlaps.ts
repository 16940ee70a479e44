import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { tooLarge } from './refusals';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What is asked under one response key, wherever in the operation it is asked. */
interface Place {
  fields: number;
  readonly below: Map<string, Place>;
}

/** Some milliseconds of comparing: ten times what operations made of many fragments come to. */
const mostComparisons = 20_000;

/**
 * Refuses what OverlappingFieldsCanBeMerged would compare for too long: it takes every pair of fields that have the same
 * response key at the same place, and their arguments. Expects fragments that do not spread themselves.
 * @throws OPERATION_TOO_LARGE
 */
export function checkOverlaps(operations: readonly OperationDefinitionNode[], fragments: Fragments): void {
  const overlaps = new Overlaps(fragments);
  for (const { selectionSet } of operations) overlaps.add(selectionSet, placeOf());
}

class Overlaps {
  private comparisons = 0;
  private readonly weights = new Map<FieldNode, number>();

  constructor(private readonly fragments: Fragments) {}

  add(set: SelectionSetNode, place: Place, spread: Set<string> = new Set()): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) this.field(selection, place);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.add(selection.selectionSet, place, spread);
      else {
        const name = selection.name.value;
        const fragment = this.fragments.get(name);
        if (!fragment || spread.has(name)) continue;
        spread.add(name);
        this.add(fragment.selectionSet, place, spread);
      }
    }
  }

  private field(node: FieldNode, place: Place): void {
    const key = node.alias?.value ?? node.name.value;
    const here = place.below.get(key) ?? placeOf();
    place.below.set(key, here);
    this.comparisons += here.fields * this.weightOf(node);
    if (this.comparisons > mostComparisons) throw tooLarge('comparisons', mostComparisons);
    here.fields += 1;
    if (node.selectionSet) this.add(node.selectionSet, here);
  }

  /** Comparing a field means comparing each value in its arguments. */
  private weightOf(node: FieldNode): number {
    if (!node.arguments || node.arguments.length === 0) return 1;
    const known = this.weights.get(node);
    if (known !== undefined) return known;
    const weight = node.arguments.reduce((total, { value }) => total + valuesIn(value), 1);
    this.weights.set(node, weight);
    return weight;
  }
}

function valuesIn(node: ValueNode): number {
  const inner =
    node.kind === Kind.LIST ? node.values : node.kind === Kind.OBJECT ? node.fields.map(({ value }) => value) : [];
  return inner.reduce((total, value) => total + valuesIn(value), 1);
}

function placeOf(): Place {
  return { fields: 0, below: new Map() };
}
