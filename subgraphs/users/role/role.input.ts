import { ArrayMaxSize, ArrayMinSize, ArrayUnique, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { shownText } from '../profile/username';
import { User } from '../profile/user.entity';
import { grantableShape, resourceTypeShape } from './permission';
import { RoleAssignment } from './role-assignment.entity';
import { Role } from './role.entity';

const nameShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const mostPermissions = 50;

@InputType({ description: 'A new role.' })
export class CreateRoleInput {
  @Field(() => String, { description: 'Lower-case letters, digits and single hyphens, 2 to 40 characters.' })
  @Matches(nameShape)
  @Length(2, 40)
  name!: string;

  @Field(() => String, { description: 'What it is for, at most 200 characters.' })
  @MaxLength(200)
  @Matches(shownText)
  description!: string;

  @Field(() => [String], {
    description: 'Permissions as `resource.action`, at most 50; only such as you hold yourself. `*` stands for all.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(mostPermissions)
  @ArrayUnique()
  @Matches(grantableShape, { each: true })
  @MaxLength(60, { each: true })
  permissions!: string[];

  @Field(() => ID, { nullable: true, description: 'The organisation it belongs to; the marketplace without one.' })
  organisationId?: string | null;
}

@InputType({
  description: 'What to change in a role; what is left out stays. Who has the role has the change within 15 minutes.',
})
export class UpdateRoleInput {
  @Field(() => ID, { description: 'The role.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What it is for, at most 200 characters.' })
  @MaxLength(200)
  @Matches(shownText)
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'All permissions; they replace the present ones.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(mostPermissions)
  @ArrayUnique()
  @Matches(grantableShape, { each: true })
  @MaxLength(60, { each: true })
  permissions?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A role.' })
export class DeleteRoleInput {
  @Field(() => ID, { description: 'The role; whoever has it loses it.' })
  id!: string;
}

@InputType({ description: 'A role for a person, and where it counts.' })
export class GrantRoleInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;

  @Field(() => ID, { description: 'The role; you must hold all its permissions where it shall count.' })
  roleId!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation in which it counts; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With `resourceId`: the one resource for which it counts, by type, such as `Course`.',
  })
  @Matches(resourceTypeShape)
  resourceType?: string | null;

  @Field(() => ID, { nullable: true, description: 'With `resourceType`: the id of that resource.' })
  @Length(1, 64)
  @Matches(shownText)
  resourceId?: string | null;
}

@InputType({ description: 'A role that someone has.' })
export class RevokeRoleInput {
  @Field(() => ID, { description: 'Id of the assignment, from `User.roles`.' })
  assignmentId!: string;
}

@ObjectType({ description: 'The role that was created.' })
export class CreateRolePayload {
  @Field(() => Role, { description: 'The new role.' })
  role!: Role;
}

@ObjectType({ description: 'The role that was changed.' })
export class UpdateRolePayload {
  @Field(() => Role, { description: 'The role as it is now.' })
  role!: Role;
}

@ObjectType({ description: 'The role is gone.' })
export class DeleteRolePayload {
  @Field(() => ID, { description: 'Which role it was.' })
  roleId!: string;
}

@ObjectType({ description: 'The person has the role; it counts from their next access token on, within 15 minutes.' })
export class GrantRolePayload {
  @Field(() => RoleAssignment, { description: 'The role and where it counts.' })
  assignment!: RoleAssignment;

  @Field(() => User, { description: 'The person.' })
  user!: User;
}

@ObjectType({
  description: 'The person has lost the role; it counts until their access token expires, within 15 minutes.',
})
export class RevokeRolePayload {
  @Field(() => User, { nullable: true, description: 'The person.' })
  user!: User | null;
}

export const RoleConnection = connectionOf(Role);
