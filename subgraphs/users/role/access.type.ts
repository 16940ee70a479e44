import { Matches, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Decision } from '../../../kit/identity/viewer';
import { permissionShape, resourceTypeShape } from './permission';

export enum AccessReason {
  SYSTEM = 'SYSTEM',
  ADMINISTRATOR = 'ADMINISTRATOR',
  ROLE = 'ROLE',
  NOT_SIGNED_IN = 'NOT_SIGNED_IN',
  NO_SUCH_GRANT = 'NO_SUCH_GRANT',
}

registerEnumType(AccessReason, {
  name: 'PermissionReason',
  description: 'Why a permission is there, or is not.',
  valuesConfig: {
    SYSTEM: { description: 'The house itself asks.' },
    ADMINISTRATOR: { description: 'Administrators may do everything.' },
    ROLE: { description: 'A role gives the permission in this place; see `via`.' },
    NOT_SIGNED_IN: { description: 'Nobody has logged in.' },
    NO_SUCH_GRANT: { description: 'No role gives the permission in this place.' },
  },
});

@ArgsType()
export class ExplainAccessArgs {
  @Field(() => String, { description: 'The permission, such as `course.edit`.' })
  @Matches(permissionShape)
  @MaxLength(60)
  permission!: string;

  @Field(() => String, { nullable: true, description: 'With `resourceId`: what it is for, such as `Course`.' })
  @Matches(resourceTypeShape)
  resourceType?: string | null;

  @Field(() => ID, { nullable: true, description: 'With `resourceType`: the id of that resource.' })
  @MaxLength(64)
  resourceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organisation that the resource belongs to; the marketplace without one.',
  })
  @MaxLength(64)
  organisationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose access to explain: your own without one. Others need the permission `user.manage`.',
  })
  userId?: string | null;
}

@ObjectType({
  description:
    'A decision about a permission, and its reason: the one that the house itself goes by. Owners of a resource may have rights beside it.',
})
export class AccessDecision {
  @Field(() => Boolean, { description: 'Whether it is granted.' })
  granted!: boolean;

  @Field(() => AccessReason, { description: 'Why, or why not.' })
  reason!: Decision['reason'];

  @Field(() => String, { nullable: true, description: 'The role that decided, where one did.' })
  via!: string | null;
}

@ObjectType({ description: 'A permission that a person holds, and where it counts.' })
export class HeldPermission {
  @Field(() => String, { description: 'As `resource.action`; `*` stands for all.' })
  permission!: string;

  @Field(() => String, { description: 'The role that gives it.' })
  via!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation in which it counts; null for the marketplace.' })
  organisationId!: string | null;

  @Field(() => String, { nullable: true, description: 'The one resource for which it counts; null for all.' })
  resource!: string | null;
}
