import { MaxLength, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime, Url } from '../../../kit/graphql/scalars';
import { Share } from './share.document';
import { SharedDocument } from './shared-document.type';

@InputType({ description: 'A link that everyone may follow who has it.' })
export class ShareLinkInput {
  @Field(() => String, { nullable: true, description: 'What they must know beside it: 8 to 128 characters.' })
  @MinLength(8)
  @MaxLength(128)
  password?: string | null;
}

@InputType({ description: 'With whom: exactly one of the four.' })
export class ShareWithInput {
  @Field(() => ID, { nullable: true, description: 'One person.' })
  @MaxLength(100)
  personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those who are enrolled in a course that you may edit.' })
  @MaxLength(100)
  courseId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Those who may see a published lesson of a course that you may edit.',
  })
  @MaxLength(100)
  lessonId?: string | null;

  @Field(() => ShareLinkInput, { nullable: true, description: 'Everyone who has a link.' })
  @ValidateNested()
  link?: ShareLinkInput | null;
}

@InputType({ description: 'What is shared, and with whom.' })
export class ShareDocumentInput {
  @Field(() => ID, { description: 'A file of kind PDF or FILE.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => ShareWithInput, { description: 'With whom.' })
  @ValidateNested()
  with!: ShareWithInput;

  @Field(() => DateTime, { nullable: true, description: 'Until when; without it there is no end.' })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The document is shared.' })
export class ShareDocumentPayload {
  @Field(() => Share, { description: 'That it is.' })
  share!: Share;

  @Field(() => Url, { nullable: true, description: 'The link, where it is one. Nobody can ask for it again.' })
  url!: string | null;
}

@InputType({ description: 'What is not shared any longer.' })
export class RevokeShareInput {
  @Field(() => ID, { description: 'The share.' })
  @MaxLength(100)
  id!: string;
}

@ObjectType({ description: 'The document is not shared like that any longer.' })
export class RevokeSharePayload {
  @Field(() => ID, { description: 'The id that the share had.' })
  revokedShareId!: string;
}

@InputType({ description: 'The document to download.' })
export class OpenSharedDocumentInput {
  @Field(() => ID, { description: 'Its id, which is that of the share.' })
  @MaxLength(100)
  id!: string;
}

@ObjectType({ description: 'Leave to download a document once.' })
export class OpenSharedDocumentPayload {
  @Field(() => SharedDocument, { description: 'The document.' })
  document!: SharedDocument;

  @Field(() => Url, { description: 'Where it is, for a minute: always as a download, never shown by the browser.' })
  url!: string;
}
