import { ArrayMaxSize, Length, MaxLength } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Channel } from '../channel/channel';
import { NotificationKind } from '../kind/kind';

/** The languages that ship, as an enum of the schema. */
export enum TemplateLanguage {
  EN = 'en',
  AR = 'ar',
}
registerEnumType(TemplateLanguage, {
  name: 'TemplateLanguage',
  description: 'A language in which templates ship.',
  valuesConfig: { EN: { description: 'English.' }, AR: { description: 'Arabic.' } },
});

export enum TemplateVariableType {
  TEXT = 'TEXT',
  NUMBER = 'NUMBER',
  DATE = 'DATE',
}
registerEnumType(TemplateVariableType, {
  name: 'TemplateVariableType',
  description: 'What a variable of a template holds.',
  valuesConfig: {
    TEXT: { description: 'A text, as it is.' },
    NUMBER: { description: 'A number, which a plural may count.' },
    DATE: { description: 'A moment, written in the person’s language and zone.' },
  },
});

@ObjectType({ description: 'What a template may name.' })
export class TemplateVariable {
  @Field(() => String, { description: 'Its name, as in `{courseTitle}`.' })
  name!: string;

  @Field(() => TemplateVariableType, { description: 'What it holds.' })
  type!: TemplateVariableType;
}

@ObjectType({ description: 'What is said of a kind by a channel in a language.' })
export class NotificationTemplate {
  @Field(() => NotificationKind, { description: 'Of what.' })
  kind!: NotificationKind;

  @Field(() => Channel, { description: 'By which way.' })
  channel!: Channel;

  @Field(() => TemplateLanguage, { description: 'In which language.' })
  language!: TemplateLanguage;

  @Field(() => Int, { description: 'Grows with each edit; 0 is what ships. Send it as `expectedRevision`.' })
  revision!: number;

  @Field(() => Boolean, { description: 'Whether it says what ships.' })
  isBuiltIn!: boolean;

  @Field(() => String, { description: 'The title, or the subject of a letter.' })
  title!: string;

  @Field(() => String, { description: 'What there is to say; empty lines part the paragraphs of a letter.' })
  body!: string;

  @Field(() => String, { description: 'What the button of a letter says.' })
  action!: string;

  @Field(() => [TemplateVariable], { description: 'What it may name.' })
  variables!: TemplateVariable[];
}

@InputType()
abstract class TemplateKeyInput {
  @Field(() => NotificationKind, { description: 'Of what.' })
  kind!: NotificationKind;

  @Field(() => Channel, { description: 'By which way.' })
  channel!: Channel;

  @Field(() => TemplateLanguage, { description: 'In which language.' })
  language!: TemplateLanguage;
}

@InputType()
abstract class TemplateContentInput extends TemplateKeyInput {
  @Field(() => String, {
    description: 'The title, with `{name}` for a variable and `{count, plural, one {…} other {# …}}` for a plural.',
  })
  @Length(1, 200)
  title!: string;

  @Field(() => String, { description: 'What there is to say; empty lines part paragraphs.' })
  @Length(1, 5_000)
  body!: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'What the button of a letter says; what ships where it is empty.',
  })
  @MaxLength(60)
  action!: string;
}

@InputType({ description: 'What is said from now on.' })
export class EditNotificationTemplateInput extends TemplateContentInput {
  @Field(() => Int, { nullable: true, description: 'Its revision as you read it: an edit never overwrites another.' })
  expectedRevision?: number | null;
}

@InputType({ description: 'What says again what ships.' })
export class ResetNotificationTemplateInput extends TemplateKeyInput {}

@InputType({ description: 'A template to look at, as it is stored or as it would be.' })
export class PreviewTemplateInput extends TemplateContentInput {}

@ObjectType({ description: 'How a template looks with values that were made up for it.' })
export class TemplatePreview {
  @Field(() => String, { description: 'The title, or the subject.' })
  title!: string;

  @Field(() => String, { description: 'The text; of a letter, the whole of it.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'The letter as HTML; null for other channels.' })
  html!: string | null;
}

@ObjectType({ description: 'The template is edited.' })
export class EditNotificationTemplatePayload {
  @Field(() => NotificationTemplate, { description: 'The template now.' })
  template!: NotificationTemplate;
}

@ObjectType({ description: 'The template says what ships.' })
export class ResetNotificationTemplatePayload {
  @Field(() => NotificationTemplate, { description: 'The template now.' })
  template!: NotificationTemplate;
}

@InputType({ description: 'Which templates; every condition that is given must hold.' })
export class TemplateFilter {
  @Field(() => [NotificationKind], { nullable: true, description: 'Of these kinds.' })
  @ArrayMaxSize(50)
  kinds?: NotificationKind[] | null;

  @Field(() => Channel, { nullable: true, description: 'By this channel.' })
  channel?: Channel | null;

  @Field(() => TemplateLanguage, { nullable: true, description: 'In this language.' })
  language?: TemplateLanguage | null;
}
