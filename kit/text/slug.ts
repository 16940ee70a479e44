import slugify from 'slugify';

/** A name for addresses: lower-case ASCII words joined by hyphens, at most 80 characters; `fallback` where nothing is left. */
export function slugOf(text: string, fallback: string): string {
  const slug = slugify(text, { lower: true, strict: true }).slice(0, 80).replace(/-+$/, '');
  return slug === '' ? fallback : slug;
}
