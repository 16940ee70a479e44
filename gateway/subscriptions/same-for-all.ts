import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  typeFromAST,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { EntityFields } from '../engine/compiled/supergraph/entity-fields';
import { RepresentationFields } from '../engine/compiled/supergraph/representation-fields';
import { fragmentsOf } from '../fragments';
import { rootNodeOf, type ReadOperation } from './operation-reader';

/** Says of subscriptions whether everyone who hears an event is told the same, whatever else they may see. */
export class SameForAll {
  private readonly fields: EntityFields;
  private readonly keys: RepresentationFields;

  constructor(
    private readonly schema: GraphQLSchema,
    supergraphSdl: string,
  ) {
    this.fields = new EntityFields(supergraphSdl);
    this.keys = new RepresentationFields(supergraphSdl);
  }

  /** The root field itself is what viewers are let in to: asked is what it returns. */
  of(operation: Pick<ReadOperation, 'document' | 'operation'>): boolean {
    const node = rootNodeOf(operation);
    const field = node && this.schema.getSubscriptionType()?.getFields()[node.name.value];
    if (!field) return false;
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return true;
    return this.isSame(node.selectionSet, type, fragmentsOf(operation.document));
  }

  private isSame(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ): boolean {
    return selections.every((selection) => {
      if (selection.kind !== Kind.FIELD) {
        const node = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = node?.typeCondition && typeFromAST(this.schema, node.typeCondition);
        const type = condition && isCompositeType(condition) ? condition : parent;
        return node !== undefined && this.isSame(node.selectionSet, type, fragments);
      }
      const { name, selectionSet } = selection;
      if (name.value === '__typename') return true;
      return this.objectsOf(parent).every((object) => {
        const field = object.getFields()[name.value];
        if (!field || !this.isIndependent(object.name, name.value)) return false;
        const type = getNamedType(field.type);
        return !selectionSet || !isCompositeType(type) || this.isSame(selectionSet, type, fragments);
      });
    });
  }

  private isIndependent(type: string, name: string): boolean {
    const { fields, keys } = this;
    if (fields.isGuarded(type, name) || fields.isUnlessNull(type, name)) return false;
    return fields.isIndependent(type, name) || keys.isKey(type, name);
  }

  private objectsOf(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }
}
