import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { DateTime } from '../../../kit/graphql/scalars';
import { isRange } from '../../../kit/network/address-ranges';
import { shownText } from '../profile/username';
import { permissionShape } from '../role/permission';
import { ApiKey } from './api-key.entity';

@ValidatorConstraint({ name: 'addressRange' })
class AddressRange implements ValidatorConstraintInterface {
  validate(text: unknown): boolean {
    return typeof text === 'string' && text.length <= 50 && isRange(text);
  }

  defaultMessage(): string {
    return 'each of $property must be an IP address or a range such as 192.0.2.0/24';
  }
}

@InputType({ description: 'A key for a program.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, 1 to 80 characters.' })
  @Length(1, 80)
  @Matches(shownText)
  name!: string;

  @Field(() => [String], {
    description:
      'What it may do at most: permissions such as `course.edit`, and `account.read` for your own account. 1 to 30.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @ArrayUnique()
  @Matches(permissionShape, { each: true })
  @MaxLength(60, { each: true })
  scopes!: string[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Where it may be used from, as addresses or ranges such as `192.0.2.0/24`, at most 20; anywhere without.',
  })
  @ArrayMaxSize(20)
  @Validate(AddressRange, { each: true })
  addressRanges?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working, in the future; never without.' })
  expiresAt?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of the registered documents that it may run, 1 to 100; all of them without.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[_A-Za-z][_0-9A-Za-z]{0,199}$/, { each: true })
  documents?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests that it may make in a minute, at most 6,000; as many as any key without.',
  })
  @Min(1)
  @Max(6_000)
  requestsPerMinute?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What its operations may cost in a minute, at most 10,000,000; as much as with any key without.',
  })
  @Min(1)
  @Max(10_000_000)
  costPerMinute?: number | null;
}

@InputType({ description: 'A key.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'The new key.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key, without its secret.' })
  apiKey!: ApiKey;

  @Field(() => String, { description: 'The secret, shown this once: send it as the header `X-Api-Key`.' })
  secret!: string;
}

@ObjectType({ description: 'The key works no more.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key, revoked.' })
  apiKey!: ApiKey;
}

export const ApiKeyConnection = connectionOf(ApiKey);
