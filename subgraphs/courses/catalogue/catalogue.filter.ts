import type { SelectQueryBuilder } from 'typeorm';
import { isUuid } from '../../../kit/scope/ids';
import type { Course } from '../course/course.entity';
import type { CourseFilter } from './catalogue.input';

type Narrow<V> = (query: SelectQueryBuilder<Course>, value: V) => unknown;

/** One narrowing per condition; TypeScript sees to it that none is forgotten. */
const conditions: { readonly [C in keyof Required<CourseFilter>]: Narrow<NonNullable<CourseFilter[C]>> } = {
  categoryId: (query, categoryId) => query.andWhere(isUuid(categoryId) ? IN_CATEGORY : 'FALSE', { categoryId }),
  tags: (query, tags) => query.andWhere(WITH_ALL_TAGS, { tags: [...new Set(tags)], tagCount: new Set(tags).size }),
  levels: (query, levels) => query.andWhere('row.level = ANY(:levels)', { levels }),
  languages: (query, languages) =>
    query.andWhere(IN_LANGUAGE, { languages: languages.map((language) => language.toLowerCase()) }),
  isFree: (query, isFree) => query.andWhere(`(row.basePriceMinor = 0) = :isFree`, { isFree }),
  maximumPrice: (query, { minor, currency }) => query.andWhere(AT_MOST, { minor: String(minor), currency }),
  minimumRating: (query, minimumRating) => query.andWhere('row.ratingAverage >= :minimumRating', { minimumRating }),
  search: (query, search) =>
    query.andWhere('(row.title ILIKE :pattern OR row.subtitle ILIKE :pattern)', {
      pattern: `%${literally(search.trim())}%`,
    }),
};

/** Narrows a list of courses to those that meet every condition given. */
export function narrowTo(query: SelectQueryBuilder<Course>, filter: CourseFilter): void {
  for (const [name, narrow] of Object.entries(conditions)) {
    const value = filter[name as keyof CourseFilter];
    if (value != null) (narrow as Narrow<unknown>)(query, value);
  }
}

/** A person who types % or _ means those signs. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

const IN_CATEGORY = `row.category_id IN (SELECT below.id FROM category below JOIN category root ON below.path <@ root.path WHERE root.id = :categoryId)`;

const WITH_ALL_TAGS = `(
  SELECT count(DISTINCT tag.slug) FROM course_tag JOIN tag ON tag.id = course_tag.tag_id
   WHERE course_tag.course_id = row.id AND tag.slug = ANY(:tags)) = :tagCount`;

const IN_LANGUAGE = `(lower(row.language) = ANY(:languages) OR lower(split_part(row.language, '-', 1)) = ANY(:languages))`;

const AT_MOST = `(row.base_price_minor = 0 OR EXISTS (
  SELECT 1 FROM course_price WHERE course_price.course_id = row.id AND course_price.currency = :currency AND course_price.minor <= :minor))`;
