import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print, separateOperations } from 'graphql';
import { z } from 'zod';
import { projectFolder } from '../../cli/files';
import type { Page } from '../measure/page';

const folder = join(projectFolder, 'bench', 'course-page');

function read(file: string, operation: string): string {
  const document = separateOperations(parse(readFileSync(join(folder, file), 'utf8')))[operation];
  if (!document) throw new Error(`${file} has no operation ${operation}.`);
  return print(document);
}

const review = z.object({ author: z.object({ displayName: z.string() }) });
/** The demo learner is in the middle of this course. */
const coursePage = z.object({
  courseBySlug: z.object({
    instructors: z.array(z.object({ user: z.object({ displayName: z.string() }) })).min(1),
    viewerEnrollment: z.object({}),
    viewerProgress: z.object({ percent: z.number().positive() }),
    curriculum: z.object({
      sections: z.array(z.object({ lessons: z.array(z.object({ access: z.object({}) })).min(1) })).min(1),
    }),
    reviews: z.object({ nodes: z.array(review).length(10) }),
  }),
});
const catalogue = z.object({
  courses: z.object({ nodes: z.array(z.object({ lessonCount: z.number() })).length(100) }),
});

export const pages: readonly Page[] = [
  {
    name: 'course page',
    query: read('course-page.graphql', 'CoursePage'),
    variables: { slug: 'typescript-from-first-principles' },
    whole: coursePage,
  },
  {
    name: 'catalogue page with 100 courses',
    query: read('catalogue.graphql', 'Catalogue'),
    variables: { first: 100 },
    whole: catalogue,
  },
];
