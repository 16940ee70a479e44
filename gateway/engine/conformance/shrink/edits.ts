import {
  Kind,
  visit,
  type ASTNode,
  type ConstValueNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GeneratedOperation } from '../generate/operation';

/** Makes an operation smaller at the n-th place where it can; null past the last. */
export type Edit = (operation: GeneratedOperation, place: number) => GeneratedOperation | null;

/** What to put for a node that counts as a place: null removes it, undefined: not a place. */
type Replace<N extends ASTNode> = (node: N, document: DocumentNode) => N | null | undefined;

/** Counts places in the order in which they are written, and edits one of them. */
function onDocument<K extends 'Field' | 'Directive' | 'Argument' | 'OperationDefinition' | 'ObjectField'>(
  kind: K,
  replace: Replace<Extract<ASTNode, { readonly kind: K }>>,
): Edit {
  return ({ document, ...others }, place) => {
    let seen = -1;
    const edited = visit(document, {
      [kind]: {
        enter: (node: Extract<ASTNode, { readonly kind: K }>) => {
          const replacement = replace(node, document);
          if (replacement === undefined) return undefined;
          seen += 1;
          return seen === place ? replacement : undefined;
        },
      },
    });
    return seen < place ? null : { ...others, document: edited };
  };
}

/** Edits one selection of some set: to none, or to others in its place. */
function onSelections(
  replace: (node: SelectionNode, document: DocumentNode) => readonly SelectionNode[] | undefined,
): Edit {
  return ({ document, ...others }, place) => {
    let seen = -1;
    const edited = visit(document, {
      SelectionSet: {
        enter: (set): SelectionSetNode | undefined => {
          const selections = set.selections.flatMap((selection) => {
            const replacement = replace(selection, document);
            if (replacement === undefined || (replacement.length === 0 && set.selections.length === 1))
              return [selection];
            seen += 1;
            return seen === place ? replacement : [selection];
          });
          const hasChanged =
            selections.length !== set.selections.length ||
            selections.some((node, index) => node !== set.selections[index]);
          return hasChanged ? { ...set, selections } : undefined;
        },
      },
    });
    return seen < place ? null : { ...others, document: edited };
  };
}

function fragmentOf(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find((node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name) as
    FragmentDefinitionNode | undefined;
}

const dropSelection = onSelections(() => []);

const writeFragmentInline = onSelections((node, document) => {
  const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragmentOf(document, node.name.value) : undefined;
  if (!fragment) return undefined;
  const { typeCondition, selectionSet } = fragment;
  return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives ?? [], selectionSet }];
});

const unwrapFragment = onSelections((node) =>
  node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections : undefined,
);

const dropDirective = onDocument('Directive', () => null);
const dropArgument = onDocument('Argument', () => null);
const dropInputField = onDocument('ObjectField', () => null);
const dropAlias = onDocument('Field', ({ alias, ...node }) => (alias ? node : undefined));
const dropOperationName = onDocument('OperationDefinition', ({ name, ...node }) => (name ? node : undefined));

/** The variable's value where it is used: only what a document can say of it, and valid only where types are simple. */
const writeVariableInline: Edit = ({ document, variables, ...others }, place) => {
  const name = Object.keys(variables)[place];
  if (name === undefined) return null;
  const written = asLiteral(variables[name]);
  const edited = visit(document, {
    VariableDefinition: { enter: (node) => (node.variable.name.value === name ? null : undefined) },
    Variable: { enter: (node) => (node.name.value === name ? written : undefined) },
  });
  const { [name]: _, ...left } = variables;
  return { ...others, document: edited, variables: left };
};

function asLiteral(value: unknown): ConstValueNode {
  if (value === null || value === undefined) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(asLiteral) };
  const fields = Object.entries(value).map(
    ([name, item]) =>
      ({ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: name }, value: asLiteral(item) }) as const,
  );
  return { kind: Kind.OBJECT, fields };
}

/** As somebody who may see everything, where that makes no difference. */
const asAnybody: Edit = (operation, place) =>
  place > 0 || operation.viewer === 'system' ? null : { ...operation, viewer: 'system' };

const dropOtherOperations: Edit = ({ document, ...others }, place) => {
  const [first, ...rest] = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (place > 0 || rest.length === 0) return null;
  const definitions = document.definitions.filter((node) => node.kind !== Kind.OPERATION_DEFINITION || node === first);
  return { ...others, document: { ...document, definitions } };
};

/** The edits, those that take most away first. */
export const edits: readonly Edit[] = [
  asAnybody,
  dropOtherOperations,
  dropSelection,
  writeFragmentInline,
  unwrapFragment,
  dropDirective,
  dropArgument,
  dropInputField,
  dropAlias,
  writeVariableInline,
  dropOperationName,
];
