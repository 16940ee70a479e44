import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { Channel } from '../channel/channel';
import { NotificationKind } from '../kind/kind';
import { demandManager } from '../manager';
import { builtIn, templateLocales } from './built-in';
import { problemsOf, variablesOf } from './content.check';
import type { Content } from './content';
import { StoredTemplate } from './stored-template.entity';
import type { EditNotificationTemplateInput, NotificationTemplate, TemplateFilter } from './template.types';
import { Templates, type TemplateKey } from './templates';

/** What administrators do with what is said. */
export class TemplateService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED */
  list({ kinds, channel, language }: TemplateFilter): Promise<NotificationTemplate[]> {
    this.demand();
    const keys = (kinds ?? Object.values(NotificationKind)).flatMap((kind) =>
      (channel ? [channel] : Object.values(Channel)).flatMap((by) =>
        (language ? [language] : templateLocales).map((locale) => ({ kind, channel: by, locale })),
      ),
    );
    return Promise.all(keys.map((key) => describe(this.scope, key)));
  }

  /** @throws BAD_INPUT naming what is wrong with each part, CONFLICT, NOT_FOUND, UNAUTHENTICATED */
  edit({ expectedRevision, language, title, body, action, ...where }: EditNotificationTemplateInput) {
    this.demand();
    const key = { ...where, locale: language };
    const content = this.checked(key, { title, body, action });
    return this.write(key, content, expectedRevision ?? null);
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED */
  reset(key: TemplateKey): Promise<NotificationTemplate> {
    this.demand();
    return this.write(key, null, null);
  }

  /** What would be said. @throws BAD_INPUT, NOT_FOUND, UNAUTHENTICATED */
  checked({ kind, locale }: TemplateKey, { title, body, action }: Content): Content {
    this.demand();
    const content = { title, body, action: action.trim() === '' ? builtIn(locale, kind).action : action };
    const problems = Object.entries(problemsOf(kind, content));
    if (problems.length > 0)
      throw kitErrors.BAD_INPUT({
        fields: Object.fromEntries(problems.map(([part, what]) => [`input.${part}`, what])),
      });
    return content;
  }

  private write(key: TemplateKey, content: Content | null, expected: number | null): Promise<NotificationTemplate> {
    return this.scope.transaction(async (tx) => {
      // Two administrators at once: the second reads what the first wrote.
      await tx.db.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`template:${Object.values(key).join('/')}`]);
      const { revision } = await tx.get(Templates).current(key);
      if (expected !== null && expected !== revision) throw kitErrors.CONFLICT({ currentVersion: revision });
      const row = { id: tx.ids.next(), ...key, revision: revision + 1, content, authorId: signedIn(tx.viewer) };
      await tx.db.insert(StoredTemplate, { ...row, createdAt: tx.clock.now() });
      return describe(tx.as(tx.viewer), key);
    });
  }

  private demand(): void {
    demandManager(this.scope.viewer, 'template');
  }
}

async function describe(scope: Scope, key: TemplateKey): Promise<NotificationTemplate> {
  const { content, revision, isBuiltIn } = await scope.get(Templates).current(key);
  const variables = Object.entries(variablesOf(key.kind)).map(([name, type]) => ({ name, type }));
  const { locale: language, ...where } = key;
  return { ...where, language, ...content, revision, isBuiltIn, variables } as NotificationTemplate;
}
