import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import type { Channel } from '../channel/channel';
import type { NotificationKind } from '../kind/kind';
import { builtIn, type TemplateLocale } from './built-in';
import type { Content } from './content';

/** Which template. */
export interface TemplateKey {
  readonly kind: NotificationKind;
  readonly channel: Channel;
  readonly locale: TemplateLocale;
}

/** What is said, and since which revision; 0 is what ships. */
export interface Current {
  readonly revision: number;
  readonly content: Content;
  readonly isBuiltIn: boolean;
}

interface Row {
  readonly key: string;
  readonly revision: number;
  readonly content: Content | null;
}

/** What is said of a kind by a channel in a language: what administrators wrote last, or what ships. */
export class Templates {
  private readonly rows: Loader<string, Row | null>;

  constructor(scope: Scope) {
    this.rows = loadWith<Row | null>(async (keys) => {
      const found = await scope.db.query<Row[]>(NEWEST, [keys]);
      return new Map(found.map((row) => [row.key, row]));
    }, null);
  }

  async current({ kind, channel, locale }: TemplateKey): Promise<Current> {
    const row = await this.rows.load(`${kind}/${channel}/${locale}`);
    const content = row?.content ?? builtIn(locale, kind);
    return { revision: row?.revision ?? 0, content, isBuiltIn: !row?.content };
  }
}

const NEWEST = `
  SELECT DISTINCT ON (kind, channel, locale) concat_ws('/', kind, channel, locale) AS key, revision, content
    FROM notification_template
   WHERE (kind, channel, locale) IN (
           SELECT split_part(key, '/', 1), split_part(key, '/', 2), split_part(key, '/', 3) FROM unnest($1::text[]) key)
   ORDER BY kind, channel, locale, revision DESC`;
