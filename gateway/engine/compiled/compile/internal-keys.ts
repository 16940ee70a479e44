import { print, type FieldNode } from 'graphql';
import { isCondition } from './conditions';

/**
 * What a field is called inside the engine, in fetches and in the result tree: the same for the same name and
 * arguments, and never the same for others. A client's aliases stay outside, so they can neither collide with keys and
 * required fields nor make a subgraph do one thing many times.
 */
export class InternalKeys {
  private readonly known = new Map<string, string>();
  private readonly ofNode = new WeakMap<FieldNode, string>();
  private readonly counts = new Map<string, number>();

  of(node: FieldNode): string {
    const remembered = this.ofNode.get(node);
    if (remembered !== undefined) return remembered;
    const key = this.make(node);
    this.ofNode.set(node, key);
    return key;
  }

  private make({ name: { value: name }, arguments: given = [], directives = [] }: FieldNode): string {
    const own = directives.filter((directive) => !isCondition(directive));
    if (given.length === 0 && own.length === 0) return name;
    const text = `${name}(${given.map(print).sort().join(',')})${own.map(print).join('')}`;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const key = `${name}_${count}`;
    // Another field may really be called so; two underscores more are nobody's.
    const unique = this.isTaken(key) ? `${name}__${count}` : key;
    this.known.set(text, unique);
    return unique;
  }

  constructor(private readonly isTaken: (name: string) => boolean) {}
}
