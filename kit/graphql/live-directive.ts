import { Directive } from 'type-graphql';
import { z } from 'zod';

/** How the gateway serves a subscription field; `@live` of the schema, which composition carries to it. */
export const livePolicyShape = z.object({
  /** VIEWER: each viewer has a stream of their own. PUBLIC: read as nobody, so that everyone shares one. */
  access: z.enum(['VIEWER', 'PUBLIC']).default('VIEWER'),
  /**
   * A subscription field of the same subgraph, with the same arguments: it sends something once its viewer is let in, and ends
   * when they no longer are. Whoever it lets in shares one stream with all others, read as their audience, where the operation
   * selects nothing but what is the same for everyone (`@viewerIndependent`).
   */
  gate: z.string().optional(),
  /**
   * When a client reads more slowly than events come. DROP_OLDEST: the newest of them wait. LATEST: only the last one
   * does, for events that are a state. DISCONNECT: the client must not miss any, and begins again.
   */
  overflow: z.enum(['DROP_OLDEST', 'LATEST', 'DISCONNECT']).default('DROP_OLDEST'),
});

export type LivePolicy = z.infer<typeof livePolicyShape>;

/** What a subgraph's schema says before it may use `@live`. Strings, because an enum would show in the graph of clients. */
export const liveSpec = `extend schema @link(url: "https://specs.lyceum.dev/live/v1.0", import: ["@live"]) @federation__composeDirective(name: "@live")
directive @live(access: String! = "VIEWER", gate: String, overflow: String! = "DROP_OLDEST") on FIELD_DEFINITION
`;

export function Live(policy: Partial<LivePolicy>): MethodDecorator & PropertyDecorator {
  const given = Object.entries(policy).map(([name, value]) => `${name}: "${value}"`);
  return Directive(`@live(${given.join(', ')})`);
}
