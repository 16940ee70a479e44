import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Session } from './session.entity';
import { sessionPolicy } from './session.policy';

/** Every read of sessions by key. */
export class SessionLoaders {
  readonly visible: Loader<string, Session | null>;
  private readonly pages = new Map<string, Loader<string, Page<Session>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Session, 'id', sessionPolicy.see);
  }

  /** The live sessions of people; whoever asks makes sure that the viewer may read their accounts. */
  liveOf(args: PageArgs): Loader<string, Page<Session>> {
    const name = JSON.stringify(args);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'userId', this.live(), args);
    this.pages.set(name, known);
    return known;
  }

  private live(): List<Session> {
    const now = this.scope.clock.now();
    return {
      name: 'sessions',
      entity: Session,
      order: { by: 'lastUsedAt', direction: 'DESC' },
      where: (query) => query.andWhere('row.endedAt IS NULL AND row.expiresAt > :now', { now }),
    };
  }
}
