import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { fragmentsOf } from '../../fragments';
import type { DocumentLimits } from './document-limits';
import { checkIntrospections } from './introspection';
import { Measure } from './measure';
import { checkOverlaps } from './overlaps';
import { invalid, tooLarge } from './refusals';

/**
 * Refuses what would keep validation or planning busy, in time that grows with the text and not faster.
 * @throws OPERATION_TOO_LARGE; GRAPHQL_VALIDATION_FAILED for fragments that spread themselves, are never used or not there
 */
export function checkSize(document: DocumentNode, limits: DocumentLimits): void {
  const { definitions } = document;
  if (definitions.length > limits.definitions) throw tooLarge('definitions', limits.definitions, definitions.length);
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsOf(document);
  const measure = new Measure(fragments, limits);
  let selections = 0;
  for (const operation of operations) selections += checkOperation(operation, measure, limits);
  if (selections > limits.selections) throw tooLarge('selections', limits.selections, selections);
  checkUse(fragments, measure);
  checkOverlaps(operations, fragments);
}

function checkOperation(
  { selectionSet, variableDefinitions = [], directives }: OperationDefinitionNode,
  measure: Measure,
  limits: DocumentLimits,
): number {
  const { depth, aliases, width: rootFields, selections, introspections } = measure.of(selectionSet, 1);
  checkIntrospections(introspections);
  measure.directives(directives);
  for (const { defaultValue, directives: own } of variableDefinitions) {
    measure.directives(own);
    if (defaultValue) measure.value(defaultValue, 1);
  }
  const given = { depth, aliases, rootFields, variables: variableDefinitions.length };
  for (const limit of ['depth', 'aliases', 'rootFields', 'variables'] as const)
    if (given[limit] > limits[limit]) throw tooLarge(limit, limits[limit], given[limit]);
  return selections;
}

function checkUse(fragments: ReadonlyMap<string, FragmentDefinitionNode>, measure: Measure): void {
  for (const name of fragments.keys())
    if (!measure.hasMeasured(name)) throw invalid(`Fragment "${name}" is never used.`);
}
