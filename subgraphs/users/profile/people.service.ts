import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import type { PeopleArgs } from './people.args';
import { User } from './user.entity';

/** How administrators find people; everyone else knows whom they look for. */
export class PeopleService {
  constructor(private readonly scope: Scope) {}

  /** The newest first. @throws NOT_FOUND, UNAUTHENTICATED, BAD_CURSOR */
  find({ search, ...args }: PeopleArgs): Promise<Page<User>> {
    const { viewer } = this.scope;
    if (viewer.id === null) throw kitErrors.UNAUTHENTICATED();
    if (!viewer.may('user.manage', { organisationId: null })) throw kitErrors.NOT_FOUND({ thing: 'list' });
    return page(
      this.scope,
      {
        name: `people/${search ?? ''}`,
        entity: User,
        order: { by: 'createdAt', direction: 'DESC' },
        where: (query) =>
          search && query.andWhere(MATCHES, { search, prefix: `${search.replaceAll(/[\\%_]/g, '\\$&')}%` }),
      },
      args,
    );
  }
}

const MATCHES = `(row.email = :search OR row.username LIKE :prefix OR row.displayName ILIKE :prefix)`;
