import type { PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { DrawnPlan, DrawnRequirement, DrawnStep } from '../../explain/draw-plan';

/** A plan of Apollo's as ours are drawn. */
export function drawnPlan({ node }: QueryPlan): DrawnPlan {
  return { root: node && node.kind !== 'Subscription' ? stepOf(node, []) : null, introspection: null };
}

function stepOf(node: PlanNode, path: readonly string[]): DrawnStep | null {
  switch (node.kind) {
    case 'Sequence':
      return stepsOf('sequence', node.nodes, path);
    case 'Parallel':
      return stepsOf('parallel', node.nodes, path);
    case 'Flatten':
      return stepOf(node.node, node.path.map(String));
    case 'Condition': {
      const [isTrue, isFalse] = [node.ifClause, node.elseClause].map((clause) =>
        clause ? stepOf(clause, path) : null,
      );
      return { kind: 'condition', variable: node.condition, isTrue: isTrue ?? null, isFalse: isFalse ?? null };
    }
    case 'Fetch': {
      const requires = node.requires?.flatMap(requirementsOf) ?? null;
      return { kind: 'fetch', service: node.serviceName, path, requires, text: node.operation };
    }
    case 'Defer':
      // The gateway offers no @defer: such a plan is never made.
      return node.primary.node ? stepOf(node.primary.node, path) : null;
  }
}

function stepsOf(kind: 'sequence' | 'parallel', nodes: readonly PlanNode[], path: readonly string[]): DrawnStep {
  return { kind, steps: nodes.flatMap((node) => stepOf(node, path) ?? []) };
}

function requirementsOf(node: QueryPlanSelectionNode): readonly DrawnRequirement[] {
  if (node.kind === 'Field')
    return [{ kind: 'field', name: node.name, selections: node.selections?.flatMap(requirementsOf) ?? null }];
  const selections = node.selections.flatMap(requirementsOf);
  return node.typeCondition === undefined ? selections : [{ kind: 'type', type: node.typeCondition, selections }];
}
