import { resourceMissing } from '../api/errors';
import type { Collection } from './collection';
import type { Engine } from './engine';
import { newId } from './new-id';
import type { Kept, ObjectName } from './objects';
import type { DutyName } from '../duties';

/** Which request makes it happen; both null where time does. */
export interface Cause {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** One request, or one thing that became due: it happens at one moment, in one account, without a pause. */
export class Turn {
  constructor(
    readonly engine: Engine,
    readonly account: string,
    /** Seconds since 1970. */
    readonly now: number,
    private readonly cause: Cause,
    /** The test clock that tells the time, if it is not the emulator's own. */
    readonly clock: string | null = null,
  ) {}

  /** The same, at the time of a test clock. */
  at(now: number, clock: string | null): Turn {
    return new Turn(this.engine, this.account, now, this.cause, clock);
  }

  /** The same in another account. */
  in(account: string): Turn {
    return new Turn(this.engine, account, this.now, this.cause, this.clock);
  }

  all<N extends ObjectName>(name: N): Collection<Kept<N>> {
    return this.engine.store.of(this.account, name);
  }

  find<N extends ObjectName>(name: N, id: string | null | undefined): Kept<N> | null {
    return (id && this.all(name).get(id)) || null;
  }

  /** @throws resource_missing, naming the parameter that said the id */
  require<N extends ObjectName>(name: N, id: string, param = 'id'): Kept<N> {
    const found = this.all(name).get(id);
    if (!found) throw resourceMissing(name, id, param);
    return found;
  }

  where<N extends ObjectName, K extends keyof Kept<N>>(name: N, field: K, value: Kept<N>[K]): Kept<N>[] {
    return this.all(name).where(field, value);
  }

  insert<N extends ObjectName>(object: Kept<N>): Kept<N> {
    this.engine.store.put(this.account, object);
    return object;
  }

  /** Changes an object where it is. */
  change<T extends Kept<ObjectName>>(object: T, patch: Partial<T>): T {
    this.engine.store.change(this.account, object, patch);
    return object;
  }

  remove(object: Kept<ObjectName>): void {
    this.engine.store.delete(this.account, object);
  }

  /** Tells the world what happened to an object, as it is now. */
  emit(type: string, object: object, previous?: object): void {
    this.engine.emit(this, this.cause, type, object, previous);
  }

  /** Has something happen by itself later. */
  schedule(duty: DutyName, subject: string, at: number): void {
    const { account, clock } = this;
    const { id: task } = this.insert<'task'>({ id: newId('task'), object: 'task', at, duty, subject, clock });
    this.engine.add({ at, account, task }, clock);
  }
}
