import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { demoId } from '../../../kit/demo/world';
import type { ReleaseRule } from '../../../kit/events/catalog';

/** What stands before the text of a lesson's file. */
const frontMatter = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(['ARTICLE', 'VIDEO', 'FILE', 'LIVE', 'QUIZ', 'CODE']),
  minutes: z.number().positive(),
  preview: z.boolean().default(false),
  optional: z.boolean().default(false),
  resources: z.array(z.strictObject({ title: z.string().min(1), url: z.url() })).default([]),
  /** Opens after another lesson of the course, given as `<section>/<file>`. */
  after: z.string().optional(),
  /** Opens some calendar days after enrolment. */
  afterDays: z.strictObject({ days: z.int(), zone: z.string() }).optional(),
});

const sectionFile = z.strictObject({ title: z.string().min(1) });

export interface SeedLesson {
  /** `<course>/<section>/<file>`. */
  readonly name: string;
  readonly title: string;
  readonly kind: z.infer<typeof frontMatter>['kind'];
  readonly minutes: number;
  readonly isPreview: boolean;
  readonly isRequired: boolean;
  readonly resources: readonly { readonly title: string; readonly url: string }[];
  readonly releaseRules: ReleaseRule[];
  readonly body: string;
}

export interface SeedSection {
  /** `<course>/<section>`. */
  readonly name: string;
  readonly title: string;
  readonly lessons: readonly SeedLesson[];
}

/** The sections of a demo course in order, from the files beside this one. */
export function readCourse(slug: string): SeedSection[] {
  const folders = readdirSync(join(__dirname, slug), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((folder) => readSection(slug, folder.name)).toSorted(byName);
}

function readSection(slug: string, folder: string): SeedSection {
  const path = join(__dirname, slug, folder);
  const { title } = sectionFile.parse(parse(readFileSync(join(path, 'section.yaml'), 'utf8')));
  const files = readdirSync(path).filter((file) => file.endsWith('.md'));
  return {
    name: `${slug}/${folder}`,
    title,
    lessons: files.map((file) => readLesson(slug, folder, file)).toSorted(byName),
  };
}

function readLesson(slug: string, folder: string, file: string): SeedLesson {
  const text = readFileSync(join(__dirname, slug, folder, file), 'utf8');
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const { preview, optional, after, afterDays, ...rest } = frontMatter.parse(parse(head));
  const releaseRules: ReleaseRule[] = [
    ...(after ? [{ kind: 'AFTER_LESSON' as const, lessonId: demoId('Lesson', `${slug}/${after}`) }] : []),
    ...(afterDays ? [{ kind: 'DAYS_AFTER_ENROLLMENT' as const, ...afterDays }] : []),
  ];
  return {
    ...rest,
    name: `${slug}/${folder}/${basename(file, '.md')}`,
    isPreview: preview,
    isRequired: !optional,
    releaseRules,
    body,
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
