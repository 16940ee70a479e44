import type { Platform } from '../../../cli/platform';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import type { CallHeaders } from '../../../kit/subgraph/running';

type Noun = object & { readonly id?: string };

/** One request to the monolith: a scope per subgraph, and what each of them says of the nouns that it shares with others. */
export class JointRequest {
  private readonly scopes = new Map<string, Scope>();
  private readonly origins = new WeakMap<object, string>();
  private readonly read = new Map<string, object | null | Promise<object | null>>();

  constructor(
    private readonly platform: Platform,
    private readonly viewer: Viewer,
    private readonly headers: CallHeaders,
  ) {}

  scopeOf(subgraph: string): Scope {
    const known = this.scopes.get(subgraph);
    if (known) return known;
    const scope = this.platform.get(subgraph).scope(this.viewer, this.headers);
    this.scopes.set(subgraph, scope);
    return scope;
  }

  /** The subgraph whose resolver made this object. */
  originOf(noun: object): string | undefined {
    return this.origins.get(noun);
  }

  /** Remembers who made an object, or a list of them, at once or later. */
  made(subgraph: string, value: unknown): unknown {
    if (value instanceof Promise) return value.then((later: unknown) => this.made(subgraph, later));
    if (Array.isArray(value)) return value.map((item: unknown) => this.made(subgraph, item));
    if (typeof value === 'object' && value !== null) this.origins.set(value, subgraph);
    return value;
  }

  /** The same noun as another subgraph knows it, by that one's own reference: asked once, however many fields want it. */
  hydrate(subgraph: string, type: string, { id = '' }: Noun): object | null | Promise<object | null> {
    const key = `${subgraph} ${type} ${id}`;
    const known = this.read.get(key);
    if (known !== undefined) return known;
    const resolve = this.platform.get(subgraph).definition.references[type];
    if (!resolve) throw new Error(`${subgraph} has no reference for ${type}.`);
    const asked = resolve(this.scopeOf(subgraph), { id });
    this.read.set(key, asked);
    if (asked instanceof Promise) void asked.then((found) => this.read.set(key, found)).catch(() => undefined);
    return asked;
  }
}
