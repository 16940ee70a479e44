import { Directive } from 'type-graphql';

/** What a subgraph's schema says before it may use `@cacheControl`. Apollo's directive less its scope: what is private has no maxAge. */
export const cacheSpec = `extend schema @link(url: "https://specs.lyceum.dev/cacheControl/v1.0", import: ["@cacheControl"]) @federation__composeDirective(name: "@cacheControl")
directive @cacheControl(maxAge: Int!) on OBJECT | FIELD_DEFINITION
`;

/**
 * For how many seconds what nobody in particular sees of a type, or of a field, may be shown again. Changes are told in
 * between (`TypeChanges`); this is for what changes by the clock.
 */
export function CacheControl(maxAge: number): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Directive(`@cacheControl(maxAge: ${maxAge})`);
}
