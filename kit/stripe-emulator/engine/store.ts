import { Collection } from './collection';
import type { Journal } from './journal';
import type { Kept, ObjectName } from './objects';

type AnyKept = Kept<ObjectName>;

/** What is kept for each account, in memory; with a journal, what changed is written before anybody hears of it. */
export class Store {
  private readonly accounts = new Map<string, Map<ObjectName, Collection<AnyKept>>>();
  private readonly changed = new Map<AnyKept, string>();
  /** How what happens is taken back, while it may have to be. */
  private undo: (() => void)[] | null = null;
  private readonly removed: [account: string, name: ObjectName, id: string][] = [];

  constructor(private readonly journal: Journal | null) {
    for (const { account, name, id, object } of journal?.read() ?? []) {
      const collection = this.collection(account, name);
      if (object) collection.put(object);
      else collection.delete(id);
    }
    journal?.rewrite(this.lines());
  }

  of<N extends ObjectName>(account: string, name: N): Collection<Kept<N>> {
    return this.collection(account, name) as unknown as Collection<Kept<N>>;
  }

  accountIds(): string[] {
    return [...this.accounts.keys()];
  }

  put<N extends ObjectName>(account: string, object: Kept<N>): void {
    const collection = this.collection(account, object.object);
    const before = collection.get(object.id);
    collection.put(object);
    this.changed.set(object, account);
    this.undo?.push(() => (before ? this.put(account, before) : this.delete(account, object)));
  }

  change<T extends AnyKept>(account: string, object: T, patch: Partial<T>): void {
    const before = Object.fromEntries(Object.keys(patch).map((key) => [key, object[key as keyof T]])) as Partial<T>;
    (this.collection(account, object.object) as unknown as Collection<T>).change(object, patch);
    this.changed.set(object, account);
    this.undo?.push(() => this.change(account, object, before));
  }

  delete(account: string, object: AnyKept): void {
    this.collection(account, object.object).delete(object.id);
    this.changed.delete(object);
    this.removed.push([account, object.object, object.id]);
    this.undo?.push(() => this.put(account, object));
  }

  /** Does something of which nothing is left, unless it says that it shall stay. */
  attempt<T>(work: (stay: () => void) => T): T {
    const undo: (() => void)[] = [];
    let stays = false;
    this.undo = undo;
    try {
      return work(() => (stays = true));
    } finally {
      this.undo = null;
      if (!stays) for (const step of undo.reverse()) step();
    }
  }

  /** Writes down what changed since the last time. */
  flush(): void {
    if (this.journal && this.changed.size + this.removed.length > 0) {
      const kept = [...this.changed].map(([object, account]) => lineOf(account, object));
      this.journal.append([
        ...kept,
        ...this.removed.map(([account, name, id]) => ({ account, name, id, object: null })),
      ]);
    }
    this.changed.clear();
    this.removed.length = 0;
  }

  close(): void {
    this.flush();
    this.journal?.close();
  }

  private *lines() {
    for (const [account, collections] of this.accounts)
      for (const collection of collections.values())
        for (const object of collection.all()) yield lineOf(account, object);
  }

  private collection(account: string, name: ObjectName): Collection<AnyKept> {
    let collections = this.accounts.get(account);
    if (!collections) this.accounts.set(account, (collections = new Map()));
    let collection = collections.get(name);
    if (!collection) collections.set(name, (collection = new Collection<AnyKept>()));
    return collection;
  }
}

function lineOf(account: string, object: AnyKept) {
  return { account, name: object.object, id: object.id, object };
}
