import type {
  FetchDataKeyRenamer,
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
import type { EntityPolicies } from '../supergraph/entity-policies';
import type { RepresentationFields } from '../supergraph/representation-fields';
import type { StandIns } from '../supergraph/required-arguments';
import type {
  ContextArgument,
  Delivered,
  FetchStep,
  Requirement,
  Rewrite,
  RewriteSegment,
  Step,
} from '../compiled-operation';
import { splitByArguments } from './split';
import { fetchText, withRealFields } from './fetch-text';

export interface StepInput {
  readonly operationName: string | null;
  readonly standIns: StandIns;
  readonly fields: RepresentationFields;
  readonly policies: EntityPolicies;
}

/** Turns the planner's nodes into steps: paths joined, texts final, and a number for fetches that ask the same. */
export class StepCompiler {
  /** Whether any fetch so far takes arguments from above. */
  usesContext = false;
  private readonly batches = new Map<string, number>();

  constructor(private readonly input: StepInput) {}

  step(node: PlanNode, path: readonly string[] = []): Step {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return {
          kind: node.kind === 'Sequence' ? 'sequence' : 'parallel',
          steps: node.nodes.map((inner) => this.step(inner, path)),
        };
      case 'Flatten':
        return this.step(node.node, [...path, ...node.path.map(String)]);
      case 'Fetch':
        return this.fetches(node, path);
      case 'Condition':
      case 'Defer':
        throw new Error(`The planner was not asked for a ${node.kind} node.`);
    }
  }

  fetch(node: FetchNode, path: readonly string[] = []): FetchStep {
    const { standIns, operationName, policies } = this.input;
    const document = withRealFields(parse(node.operation, { noLocation: true }), standIns.byName);
    const text = fetchText(document, operationName);
    const requires = node.requires ? this.requirements(node.requires, '') : null;
    const outputRewrites = node.outputRewrites?.map(rewrite) ?? [];
    const parts = {
      service: node.serviceName,
      operationKind: node.operationKind,
      text,
      operationName,
      variables: (node.variableUsages ?? []).filter(
        (name) => !node.contextRewrites?.some((context) => context.renameKeyTo === name),
      ),
      requires,
      inputRewrites: node.inputRewrites?.map(rewrite) ?? [],
      outputRewrites,
      contexts: node.contextRewrites?.map(contextArgument) ?? [],
    };
    this.usesContext ||= parts.contexts.length > 0;
    const key = JSON.stringify(parts);
    const batch = this.batches.get(key) ?? this.batches.size;
    this.batches.set(key, batch);
    const delivers = delivered(document, requires !== null, outputRewrites);
    return { kind: 'fetch', batch, path, delivers, kept: policies.of(document, parts), ...parts };
  }

  private requirement(node: QueryPlanSelectionNode, type: string): Requirement {
    const { standIns, fields } = this.input;
    if (node.kind === 'InlineFragment') {
      const condition = node.typeCondition ?? type;
      return { kind: 'type', type: condition, selections: this.requirements(node.selections, condition) };
    }
    const name = standIns.byName.get(node.name)?.field ?? node.name;
    const isKey = fields.isKey(type, node.name);
    return {
      kind: 'field',
      key: node.alias ?? node.name,
      name,
      isKey,
      isOptional: !isKey && fields.isNullable(type, node.name),
      selections: node.selections ? this.requirements(node.selections, fields.returnOf(type, node.name)) : null,
    };
  }

  private requirements(nodes: readonly QueryPlanSelectionNode[], type: string): Requirement[] {
    return nodes.map((node) => this.requirement(node, type));
  }

  /** One fetch, or several where one representation cannot carry a field with two sets of arguments. */
  private fetches(node: FetchNode, path: readonly string[]): Step {
    const steps = splitByArguments(node, this.input.standIns).map((part) => this.fetch(part, path));
    return steps.length === 1 ? steps[0]! : { kind: 'parallel', steps };
  }
}

function rewrite(node: FetchDataRewrite): Rewrite {
  const path = node.path.map(segment);
  const last = path.pop();
  if (!last || !('key' in last)) throw new Error(`A rewrite ends in a field: ${node.path.join('.')}.`);
  return node.kind === 'ValueSetter'
    ? { kind: 'set', path, key: last.key, value: node.setValueTo as unknown }
    : { kind: 'rename', path, key: last.key, to: node.renameKeyTo };
}

function contextArgument(node: FetchDataKeyRenamer): ContextArgument {
  const levels = node.path.filter((part) => part === '..').length;
  return { variable: node.renameKeyTo, levels, path: node.path.slice(levels).map(segment) };
}

function segment(text: string): RewriteSegment {
  return text.startsWith('... on ') ? { type: text.slice('... on '.length) } : { key: text };
}

/** The fields right below the root, or right below each entity. */
function delivered(document: DocumentNode, isOfEntities: boolean, rewrites: readonly Rewrite[]): Delivered[] {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const [entities] = operation.selectionSet.selections;
  const set = isOfEntities && entities?.kind === Kind.FIELD ? entities.selectionSet : operation.selectionSet;
  const found = new Map<string, Delivered>();
  const walk = ({ selections }: SelectionSetNode, type: string | null): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
      const key = renamed(selection.alias?.value ?? selection.name.value, rewrites);
      found.set(`${type ?? ''}.${key}`, { type, key });
    }
  };
  if (set) walk(set, null);
  return [...found.values()];
}

function renamed(key: string, rewrites: readonly Rewrite[]): string {
  const rename = rewrites.find((rewrite) => rewrite.kind === 'rename' && rewrite.key === key);
  return rename?.kind === 'rename' ? rename.to : key;
}
