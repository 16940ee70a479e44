import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { EngineRequest } from '../../engine/engine';
import { isCondition, type ConditionValues } from '../../engine/compiled/compile/conditions';
import { own } from '../../engine/compiled/run/tree';
import { compileCost } from './compile-cost';
import type { CostModel } from './cost-model';
import { estimate, type Estimate, type Given } from './cost-program';

export interface EstimateOptions {
  readonly model: CostModel;
  /** Elements expected of a list of which the schema says nothing. */
  readonly usualSize: number;
}

type Operation = Pick<EngineRequest, 'document' | 'operation' | 'documentHash' | 'operationName' | 'variables'>;

const mostPrograms = 2_000;

/** What operations of one schema will cost. Each is compiled once; a request only puts its variables in. */
export class Estimates {
  private readonly conditions = new LRUCache<string, readonly string[]>({ max: mostPrograms });
  private readonly costs = new LRUCache<string, (variables: Given) => Estimate>({ max: mostPrograms });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: EstimateOptions,
  ) {}

  /** @throws OPERATION_TOO_LARGE, SLICING_ARGUMENT_REQUIRED */
  of(operation: Operation): Estimate {
    return this.costOf(operation)(operation.variables);
  }

  private costOf(operation: Operation): (variables: Given) => Estimate {
    const { document, documentHash, operationName } = operation;
    const key = `${documentHash}|${operationName ?? ''}`;
    const asked = this.conditions.get(key) ?? conditionVariables(document);
    this.conditions.set(key, asked);
    const conditions = conditionValues(asked, operation);
    const variant = asked.length === 0 ? key : `${key}|${JSON.stringify(conditions)}`;
    const known = this.costs.get(variant);
    if (known) return known;
    const program = compileCost({ ...operation, conditions }, { ...this.options, schema: this.schema });
    const always = Object.keys(program.defaults).length === 0 && estimate(program, {});
    const cost = (variables: Given): Estimate => always || estimate(program, variables);
    this.costs.set(variant, cost);
    return cost;
  }
}

/** Variables that @skip and @include ask. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      const value = node.arguments?.[0]?.value;
      if (isCondition(node) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
      return false;
    },
    Argument: () => false,
  });
  return [...names].sort();
}

function conditionValues(names: readonly string[], { operation, variables }: Operation): ConditionValues {
  const values = names.map((name) => {
    const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    const fallback = definition?.defaultValue?.kind === Kind.BOOLEAN && definition.defaultValue.value;
    return [name, (own(variables, name) ?? fallback) === true] as const;
  });
  return Object.fromEntries(values);
}
