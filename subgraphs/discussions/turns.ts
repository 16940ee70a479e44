import type { Scope } from '../../kit/scope/scope';

/**
 * One after the other, by key, within this process: of many transactions that write one document all but one would fail and
 * try again, for ever more of them. Between processes MongoDB lets one of them go first.
 */
class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(key) ?? Promise.resolve()).then(work);
    const over = turn.then(ignore, ignore).then(() => {
      if (this.last.get(key) === over) this.last.delete(key);
    });
    this.last.set(key, over);
    return turn;
  }
}

const ignore = (): void => undefined;

/** The work in a transaction of its own, when it is this key's turn. */
export function inTurn<T>(scope: Scope, key: string, work: (tx: Scope) => Promise<T>): Promise<T> {
  return scope.shared(Turns).take(key, () => scope.transaction(work));
}
