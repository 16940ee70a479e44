import { costDirectives, type CostDirectives, type ListSize } from './cost-directives';

/** What things cost in one supergraph. Without a @cost: an object 1, a scalar or enum 0. */
export interface CostModel {
  /** One value of a field, without what is selected in it, by `Type.field`. */
  weightOf(coordinate: string): number;
  listSizeOf(coordinate: string): ListSize | null;
  /** One value of an argument or input field, by coordinate; `whenSilent` where no @cost says otherwise. */
  inputWeightOf(coordinate: string, type: string, whenSilent: number): number;
}

export function costModel(supergraphSdl: string): CostModel {
  const directives = costDirectives(supergraphSdl);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  for (const coordinate of directives.fieldTypes.keys()) {
    weights.set(coordinate, fieldWeight(directives, coordinate));
    const listSize = listSizeOf(directives, coordinate);
    if (listSize) listSizes.set(coordinate, listSize);
  }
  return {
    weightOf: (coordinate) => weights.get(coordinate) ?? 0,
    listSizeOf: (coordinate) => listSizes.get(coordinate) ?? null,
    inputWeightOf: (coordinate, type, whenSilent) =>
      directives.weights.get(coordinate) ?? directives.weights.get(type) ?? whenSilent,
  };
}

/** What the field says, else what its type does. Behind an interface that says nothing: the most of what is there. */
function fieldWeight(directives: CostDirectives, coordinate: string): number {
  const { weights, fieldTypes } = directives;
  const said = weights.get(coordinate);
  if (said !== undefined) return said;
  const own = typeWeight(directives, fieldTypes.get(coordinate)!);
  return Math.max(own, ...implementations(directives, coordinate).map((field) => fieldWeight(directives, field)));
}

/** Of an interface or union, the most that one of its types weighs. */
function typeWeight({ weights, members, composites }: CostDirectives, type: string): number {
  const weightOf = (name: string): number => weights.get(name) ?? (composites.has(name) ? 1 : 0);
  const objects = members.get(type) ?? [];
  return objects.length > 0 ? Math.max(...objects.map(weightOf)) : weightOf(type);
}

function listSizeOf(directives: CostDirectives, coordinate: string): ListSize | undefined {
  const said = directives.listSizes.get(coordinate);
  return said ?? implementations(directives, coordinate).flatMap((field) => directives.listSizes.get(field) ?? [])[0];
}

/** The same field of the object types behind an interface. */
function implementations({ members, fieldTypes }: CostDirectives, coordinate: string): string[] {
  const [type = '', field = ''] = coordinate.split('.');
  const candidates = (members.get(type) ?? []).map((member) => `${member}.${field}`);
  return candidates.filter((candidate) => fieldTypes.has(candidate));
}
