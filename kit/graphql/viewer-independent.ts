import { Directive } from 'type-graphql';

/** What a subgraph's schema says before it may use `@viewerIndependent`. */
export const viewerIndependentSpec = `extend schema @link(url: "https://specs.lyceum.dev/viewerIndependent/v1.0", import: ["@viewerIndependent"]) @federation__composeDirective(name: "@viewerIndependent")
directive @viewerIndependent(unlessNull: Boolean! = false) on OBJECT | FIELD_DEFINITION
`;

/**
 * Everyone to whom the object is shown sees the same in this field, or in all fields of this type: nobody in particular,
 * a learner, the person who owns it. `unlessNull`: where nobody is shown null, somebody may be shown more; for fields of
 * entities that other subgraphs own, where the field and not the reference asks the policy.
 */
export function ViewerIndependent({ unlessNull = false } = {}): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Directive(unlessNull ? '@viewerIndependent(unlessNull: true)' : '@viewerIndependent');
}
