import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CourseLevel } from '../course/course.entity';

const courseShape = z.strictObject({
  slug: z.string(),
  title: z.string(),
  subtitle: z.string(),
  description: z.string(),
  outcomes: z.array(z.string()),
  requirements: z.array(z.string()),
  audience: z.array(z.string()),
  language: z.string(),
  level: z.enum(CourseLevel),
  category: z.string(),
  tags: z.array(z.string()),
  prices: z.record(z.string(), z.int()),
  instructors: z.array(z.string()),
  reviews: z.array(z.strictObject({ stars: z.int(), comment: z.string(), reply: z.string().optional() })),
});

export type SeedCourse = z.infer<typeof courseShape>;

export interface SeedCategory {
  readonly slug: string;
  readonly name: string;
  readonly children?: readonly SeedCategory[];
}

/** One demo course as it is written in `courses/<slug>.yaml`. */
export function readCourse(slug: string): SeedCourse {
  return courseShape.parse(readYaml('courses', `${slug}.yaml`));
}

export function readCategories(): readonly SeedCategory[] {
  return readYaml('categories.yaml') as readonly SeedCategory[];
}

function readYaml(...path: string[]): unknown {
  return parse(readFileSync(join(__dirname, ...path), 'utf8'));
}
