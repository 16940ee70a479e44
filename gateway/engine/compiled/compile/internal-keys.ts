import { print, type FieldNode } from 'graphql';
import { isCondition } from './conditions';

/**
 * What a field is called inside the engine, in fetches and in the result tree. A leaf has the same key for the same
 * arguments, whatever it is called by the client. An object keeps its response name apart: null may bubble up to one of
 * two that are otherwise the same, or would be to what a key or a @requires looks into. A client's aliases stay outside, so they cannot collide with keys and required fields.
 */
export class InternalKeys {
  private readonly known = new Map<string, string>();
  private readonly ofNode = new WeakMap<FieldNode, string>();
  private readonly counts = new Map<string, number>();

  /** `isTaken`: the name of some field. `isReserved`: of an object that keys or requirements look into. */
  constructor(
    private readonly isTaken: (name: string) => boolean,
    private readonly isReserved: (name: string) => boolean,
  ) {}

  /** `areApart`: each response name is a field of its own, leaf or not; a mutation is done each time. */
  of(node: FieldNode, areApart: boolean): string {
    const remembered = this.ofNode.get(node);
    if (remembered !== undefined) return remembered;
    const key = this.make(node, areApart);
    this.ofNode.set(node, key);
    return key;
  }

  private make(node: FieldNode, areApart: boolean): string {
    const name = node.name.value;
    const given = node.arguments ?? [];
    const own = (node.directives ?? []).filter((directive) => !isCondition(directive));
    const alias = areApart || node.selectionSet ? (node.alias?.value ?? name) : name;
    const isShared = node.selectionSet !== undefined && this.isReserved(name);
    if (given.length === 0 && own.length === 0 && alias === name && !isShared) return name;
    const text = `${alias}:${name}(${given.map(print).sort().join(',')})${own.map(print).join('')}`;
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
}
