import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Operation,
} from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode, type QueryPlan } from '@apollo/query-planner';
import { buildSchema, parse, print, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { printedApiSchema } from '../../../compose/api-schema';
import { gatewayErrors } from '../../../gateway.errors';
import type { PlanVariant } from '../../engine';
import type { CompiledOperation, Step } from '../compiled-operation';
import { introspectionDocument, plannerDocument } from '../compile/planner-document';
import { ShapeCompiler } from '../compile/shape';
import { Source } from '../compile/source';
import { StepCompiler } from '../compile/steps';
import { EntityPolicies } from '../supergraph/entity-policies';
import { factsOf, type SupergraphFacts } from '../supergraph/facts';
import { RepresentationFields } from '../supergraph/representation-fields';
import { withResolvableKeysFirst } from '../supergraph/resolvable-keys';
import { withStandIns, type StandIns } from '../supergraph/required-arguments';

/** Everything that a plan depends on: plain data, so that it travels between threads. */
export interface PlanRequest {
  readonly source: string;
  readonly operationName: string | null;
  readonly variant: PlanVariant;
}

/** What a supergraph is to the rest of the engine. */
export interface LoadedSupergraph {
  readonly apiSdl: string;
  readonly facts: SupergraphFacts;
}

/** The planner gives up on better plans after so many; the best so far is used. */
const maxEvaluatedPlans = 1_000;
/** Ways to one field that it looks at, all ways to the fields above it multiplied; beyond that it takes minutes. */
const pathsLimit = 10_000;

/** Plans and compiles operations of one supergraph, in this thread. */
export class OperationPlanner {
  readonly loaded: LoadedSupergraph;
  private readonly schema: GraphQLSchema;
  private readonly supergraph: Supergraph;
  private readonly planner: QueryPlanner;
  private readonly standIns: StandIns;
  private readonly fields: RepresentationFields;
  private readonly policies: EntityPolicies;

  /** @throws where the supergraph cannot be read. */
  constructor(supergraphSdl: string) {
    const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
    const { sdl, standIns } = withStandIns(withResolvableKeysFirst(supergraphSdl));
    const original = Supergraph.build(supergraphSdl, { supportedFeatures });
    this.supergraph = sdl === supergraphSdl ? original : Supergraph.build(sdl, { supportedFeatures });
    this.standIns = standIns;
    this.fields = new RepresentationFields(sdl);
    this.planner = new QueryPlanner(this.supergraph, {
      reuseQueryFragments: false,
      debug: { maxEvaluatedPlans, pathsLimit },
    });
    this.loaded = { apiSdl: printedApiSchema(original), facts: factsOf(supergraphSdl) };
    this.policies = new EntityPolicies(supergraphSdl, this.loaded.facts);
    this.schema = buildSchema(this.loaded.apiSdl, { assumeValid: true, noLocation: true });
  }

  /** @throws OPERATION_TOO_LARGE, or the planner's own error */
  plan({ source: text, operationName, variant }: PlanRequest): CompiledOperation {
    const { conditions, denied, overrides } = variant;
    const document = parse(text, { noLocation: true });
    const source = new Source({
      schema: this.schema,
      document,
      operationName,
      conditions,
      denied,
      reserved: this.fields.objects,
    });
    const kind = source.operation.operation;
    const type = this.schema.getRootType(kind) as GraphQLObjectType;
    const shape = new ShapeCompiler(source).root(type);
    const introspection = introspectionDocument(source, type);
    const fetched = plannerDocument(source, type);
    const plan = fetched ? this.nodeOf(fetched, overrides) : undefined;
    const { standIns, fields, policies } = this;
    const compiler = new StepCompiler({ operationName, standIns, fields, policies });
    const isSubscription = plan?.kind === 'Subscription';
    const steps: PlanNode | undefined = isSubscription ? plan.rest : plan;
    const root = steps ? flattened(compiler.step(steps)) : null;
    const primary = isSubscription ? compiler.fetch(plan.primary) : null;
    return {
      kind,
      root,
      primary,
      usesContext: compiler.usesContext,
      shape,
      introspection: introspection ? print(introspection) : null,
    };
  }

  private nodeOf(document: ReturnType<typeof plannerDocument> & {}, overrides: readonly string[]) {
    const operation = operationFromDocument(this.supergraph.apiSchema(), document, { validate: false });
    const overrideConditions = new Map(overrides.map((label) => [label, true]));
    const { node } = this.planned(operation, overrideConditions);
    // Nothing to fetch for something to answer would be nulls that nobody explains.
    if (!node) throw gatewayErrors.OPERATION_NOT_PLANNED();
    return node;
  }

  private planned(operation: Operation, overrideConditions: Map<string, boolean>): QueryPlan {
    try {
      return this.planner.buildQueryPlan(operation, { overrideConditions });
    } catch (error) {
      if (isBeyondBounds(error)) throw gatewayErrors.OPERATION_TOO_LARGE({ limit: 'plans', allowed: pathsLimit });
      throw error;
    }
  }
}

/** More ways than were allowed, or than an array holds: the planner multiplies them before it looks at any. */
function isBeyondBounds(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RangeError' || error.message.startsWith('Too many options'));
}

/** Steps without boxes that hold one step only. */
function flattened(step: Step): Step {
  if (step.kind !== 'sequence' && step.kind !== 'parallel') return step;
  const steps = step.steps.map(flattened);
  return steps.length === 1 ? steps[0]! : { ...step, steps };
}
