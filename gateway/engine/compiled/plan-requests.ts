import { Kind, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { GatewayContext } from '../../context';
import type { Denial, EngineRequest, PlanVariant, WarmOperation } from '../engine';
import { denialBy } from './guards';
import { factsOfOperation, type OperationFacts } from './operation-facts';
import { overridesFor } from './overrides';
import type { PlanRequest } from './planner/planner';
import { planKey } from './planner/plans';
import { own } from './run/tree';
import type { SupergraphFacts } from './supergraph/facts';

const mostOperations = 5_000;

type Prepared = Omit<EngineRequest, 'context'>;

/** Says which plan a request needs: the operation, and what of this request and this viewer changes its plan. */
export class PlanRequests {
  private readonly known = new LRUCache<string, OperationFacts>({ max: mostOperations });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly facts: SupergraphFacts,
  ) {}

  of(request: Prepared, context: GatewayContext): { readonly key: string; readonly request: () => PlanRequest } {
    const id = idOf(request.documentHash, request.operationName);
    const facts = this.factsOf(id, request);
    const variant: PlanVariant = {
      conditions: conditions(facts, request),
      denied: this.denied(facts, context),
      overrides: this.facts.overrideLabels.length > 0 ? overridesFor(this.facts.overrideLabels, context) : [],
    };
    const { source, operationName } = request;
    return { key: id + planKey(variant), request: () => ({ source, operationName, variant }) };
  }

  /** For an operation that nobody asks right now: as it was asked before, or as anybody would. */
  ofWarm({ source, operationName, variant }: WarmOperation): { readonly key: string; readonly request: PlanRequest } {
    const hash = createHash('sha256').update(source).digest('hex');
    const known = variant ?? { conditions: {}, denied: {}, overrides: [] };
    return { key: idOf(hash, operationName) + planKey(known), request: { source, operationName, variant: known } };
  }

  private factsOf(id: string, { document, operation }: Prepared): OperationFacts {
    const known = this.known.get(id);
    if (known) return known;
    const facts = factsOfOperation(this.schema, document, operation, this.facts.guards);
    this.known.set(id, facts);
    return facts;
  }

  private denied({ guarded }: OperationFacts, { viewer }: GatewayContext): Record<string, Denial> {
    const denials = guarded.flatMap((coordinate) => {
      const guard = this.facts.guards[coordinate];
      const denial = guard && denialBy(guard, viewer);
      return denial ? [[coordinate, denial] as const] : [];
    });
    return Object.fromEntries(denials);
  }
}

function idOf(documentHash: string, operationName: string | null): string {
  return `${documentHash}|${operationName ?? ''}`;
}

/** @throws BAD_INPUT for null, which @skip and @include cannot take */
function conditions(
  { conditionVariables }: OperationFacts,
  { variables, operation }: Prepared,
): Record<string, boolean> {
  return Object.fromEntries(
    conditionVariables.map((name) => {
      const given = own(variables, name);
      if (given === null) throw kitErrors.BAD_INPUT({ fields: { [name]: 'must not be null' } });
      const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
      const fallback = definition?.defaultValue?.kind === Kind.BOOLEAN && definition.defaultValue.value;
      return [name, (given ?? fallback) === true];
    }),
  );
}
