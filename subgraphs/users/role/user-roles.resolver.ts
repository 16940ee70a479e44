import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { ProfileService } from '../profile/profile.service';
import { User } from '../profile/user.entity';
import { AccessService } from './access.service';
import { HeldPermission } from './access.type';
import { RoleAssignment } from './role-assignment.entity';
import { Role } from './role.entity';
import { RoleLoaders } from './role.loaders';

@Resolver(() => User)
export class UserRolesResolver {
  @FieldResolver(() => [RoleAssignment], {
    nullable: true,
    description: 'The roles they have, at most 100. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  roles(@Ctx() scope: Scope, @Root() user: User): Promise<RoleAssignment[] | null> {
    return scope.get(ProfileService).guarded(user, () => scope.get(RoleLoaders).assignmentsOf.load(user.id));
  }

  @FieldResolver(() => [HeldPermission], {
    nullable: true,
    description: 'What their roles allow. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  permissions(@Ctx() scope: Scope, @Root() user: User): Promise<HeldPermission[] | null> {
    return scope.get(ProfileService).guarded(user, () => scope.get(AccessService).heldBy(user));
  }
}

@Resolver(() => RoleAssignment)
export class RoleAssignmentResolver {
  @FieldResolver(() => Role, { nullable: true, description: 'The role; null where you may not see it.' })
  role(@Ctx() scope: Scope, @Root() assignment: RoleAssignment): Promise<Role | null> {
    return scope.get(RoleLoaders).visible.load(assignment.roleId);
  }
}
