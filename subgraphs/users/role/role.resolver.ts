import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { AccessDecision, ExplainAccessArgs } from './access.type';
import { AccessService } from './access.service';
import { AssignmentService } from './assignment.service';
import { Role } from './role.entity';
import {
  CreateRoleInput,
  CreateRolePayload,
  DeleteRoleInput,
  DeleteRolePayload,
  GrantRoleInput,
  GrantRolePayload,
  RevokeRoleInput,
  RevokeRolePayload,
  RoleConnection,
  UpdateRoleInput,
  UpdateRolePayload,
} from './role.input';
import { RoleLoaders } from './role.loaders';
import { RoleService } from './role.service';

@Resolver(() => Role)
export class RoleResolver {
  @Query(() => Role, { nullable: true, description: 'One role; null where there is none for this viewer.' })
  role(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Role | null> {
    return scope.get(RoleLoaders).visible.load(id);
  }

  @Query(() => RoleConnection, { description: 'The roles of the marketplace and of your organisations, by name.' })
  @ListSize()
  roles(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Role>> {
    return scope.get(RoleService).list(args);
  }

  @Query(() => AccessDecision, {
    description:
      'Whether a permission is there, and why. Ask with the organisation and the resource of the thing that it is about.',
  })
  explainAccess(@Ctx() scope: Scope, @Args(() => ExplainAccessArgs) args: ExplainAccessArgs): Promise<AccessDecision> {
    return scope.get(AccessService).explain(args);
  }

  @Mutation(() => CreateRolePayload, { description: 'Makes a role of your own. GRANT_TOO_WIDE, ROLE_NAME_TAKEN.' })
  async createRole(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateRoleInput) input: CreateRoleInput,
  ): Promise<CreateRolePayload> {
    return { role: await scope.get(RoleService).create(input) };
  }

  @Mutation(() => UpdateRolePayload, { description: 'Changes what a role gives. BUILT_IN_ROLE, GRANT_TOO_WIDE.' })
  async updateRole(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateRoleInput) input: UpdateRoleInput,
  ): Promise<UpdateRolePayload> {
    return { role: await scope.get(RoleService).update(input) };
  }

  @Mutation(() => DeleteRolePayload, {
    description: 'Deletes a role, and takes it from everyone who has it. BUILT_IN_ROLE.',
  })
  async deleteRole(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteRoleInput) input: DeleteRoleInput,
  ): Promise<DeleteRolePayload> {
    return { roleId: await scope.get(RoleService).delete(input.id) };
  }

  @Mutation(() => GrantRolePayload, {
    description: 'Gives a person a role, everywhere or for one resource. GRANT_TOO_WIDE, TOO_MANY_ROLES.',
  })
  grantRole(@Ctx() scope: Scope, @Arg('input', () => GrantRoleInput) input: GrantRoleInput): Promise<GrantRolePayload> {
    return scope.get(AssignmentService).grant(input);
  }

  @Mutation(() => RevokeRolePayload, { description: 'Takes a role from a person. LAST_ADMINISTRATOR.' })
  async revokeRole(
    @Ctx() scope: Scope,
    @Arg('input', () => RevokeRoleInput) input: RevokeRoleInput,
  ): Promise<RevokeRolePayload> {
    return { user: await scope.get(AssignmentService).revoke(input.assignmentId) };
  }
}
