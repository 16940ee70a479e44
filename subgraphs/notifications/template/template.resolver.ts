import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { preview } from './template.preview';
import { TemplateService } from './template.service';
import {
  EditNotificationTemplateInput,
  EditNotificationTemplatePayload,
  NotificationTemplate,
  PreviewTemplateInput,
  ResetNotificationTemplateInput,
  ResetNotificationTemplatePayload,
  TemplateFilter,
  TemplatePreview,
} from './template.types';

@Resolver()
export class TemplateResolver {
  @Query(() => [NotificationTemplate], {
    description: 'What is said of each kind, by each channel, in each language. Needs `notification.manage`.',
  })
  @Directive('@authenticated')
  @Directive('@cost(weight: 20)')
  notificationTemplates(
    @Ctx() scope: Scope,
    @Arg('filter', () => TemplateFilter, { nullable: true, description: 'Which ones; all without.' })
    filter?: TemplateFilter | null,
  ): Promise<NotificationTemplate[]> {
    return scope.get(TemplateService).list(filter ?? {});
  }

  @Query(() => TemplatePreview, {
    description: 'How a template would look, with values that are made up. Needs `notification.manage`.',
  })
  @Directive('@authenticated')
  previewTemplate(
    @Ctx() scope: Scope,
    @Arg('input', () => PreviewTemplateInput, { description: 'The template.' })
    { language: locale, title, body, action, ...where }: PreviewTemplateInput,
  ): TemplatePreview {
    const key = { ...where, locale };
    return preview(scope, key, scope.get(TemplateService).checked(key, { title, body, action }));
  }

  @Mutation(() => EditNotificationTemplatePayload, {
    description:
      'Says something else from now on. What names an unknown variable is refused. Needs `notification.manage`.',
  })
  async editNotificationTemplate(
    @Ctx() scope: Scope,
    @Arg('input', () => EditNotificationTemplateInput, { description: 'What is said.' })
    input: EditNotificationTemplateInput,
  ): Promise<EditNotificationTemplatePayload> {
    return { template: await scope.get(TemplateService).edit(input) };
  }

  @Mutation(() => ResetNotificationTemplatePayload, {
    description: 'Says again what ships. Needs `notification.manage`.',
  })
  async resetNotificationTemplate(
    @Ctx() scope: Scope,
    @Arg('input', () => ResetNotificationTemplateInput, { description: 'Which template.' })
    { language: locale, ...where }: ResetNotificationTemplateInput,
  ): Promise<ResetNotificationTemplatePayload> {
    return { template: await scope.get(TemplateService).reset({ ...where, locale }) };
  }
}
