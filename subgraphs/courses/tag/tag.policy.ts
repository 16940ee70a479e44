import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Tag } from './tag.entity';

/** Who may do what with a tag. Whoever keeps the category tree keeps the tags. */
export const tagPolicy = definePolicy(Tag, {
  see: () => () => true,
  edit: (viewer) => (tag) => viewer.may('category.edit', within(tag)),
});
