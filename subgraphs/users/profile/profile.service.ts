import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { readsAccount } from './account-access';
import type { UpdateProfileInput, UserAbilities } from './profile.input';
import { signedIn } from '../../../kit/identity/signed-in';
import { User } from './user.entity';
import { UserLoaders } from './user.loaders';
import { tellOfContact } from './profile.events';
import { userPolicy } from './user.policy';
import { claimUsername, normalisedText, refuseTakenUsername } from './username';

/** What a person is to others. */
export class ProfileService {
  constructor(private readonly scope: Scope) {}

  /** The person who asks; null for someone who has not logged in. */
  me(): Promise<User | null> {
    const { id } = this.scope.viewer;
    return id === null ? Promise.resolve(null) : this.scope.get(UserLoaders).visible.load(id);
  }

  byUsername(username: string): Promise<User | null> {
    if (username.includes('\0')) return Promise.resolve(null);
    return this.scope.db.createQueryBuilder(User, 'row').where('row.username = :username', { username }).getOne();
  }

  /** @throws CONFLICT, NOT_FOUND, UNAUTHENTICATED, USERNAME_TAKEN */
  update({ userId, expectedVersion, ...change }: UpdateProfileInput): Promise<User> {
    const id = userId ?? signedIn(this.scope.viewer);
    return this.scope
      .transaction(async (tx) => {
        const user = await tx.require(User, id, userPolicy.edit, expectedVersion);
        if (change.username && change.username !== user.username) await claimUsername(tx, change.username, user.id);
        await tx.save(Object.assign(user, columns(change)));
        await tellOfContact(tx, user);
        return user;
      })
      .catch(refuseTakenUsername);
  }

  async abilities(user: User): Promise<UserAbilities> {
    const { viewer } = this.scope;
    return {
      edit: await allows(this.scope, userPolicy.edit, user),
      seeAccount: readsAccount(viewer, user.id),
      manageRoles: viewer.may('role.manage', { organisationId: null }),
    };
  }

  /** A private field's value, for those who may read it; null for everyone else. */
  async guarded<T>(user: User, read: () => T | Promise<T>): Promise<T | null> {
    return (await allows(this.scope, userPolicy.readAccount, user)) ? read() : null;
  }
}

type Change = Omit<UpdateProfileInput, 'userId' | 'expectedVersion'>;

/** Left out stays; null clears what can be empty and leaves what cannot. */
function columns({ username, displayName, headline, bio, links, locale, timeZone }: Change): Partial<User> {
  return {
    ...(username ? { username } : {}),
    ...(displayName != null ? { displayName: normalisedText('displayName', displayName, 80) } : {}),
    ...(headline === undefined ? {} : { headline: headline?.normalize('NFKC').trim() || null }),
    ...(bio === undefined ? {} : { bio: bio?.trim() || null }),
    ...(links === undefined
      ? {}
      : { links: (links ?? []).map(({ label, url }) => ({ label: label.normalize('NFKC').trim(), url })) }),
    ...(locale ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
  };
}
