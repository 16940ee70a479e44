import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Category } from './category.entity';

/** Who may do what with a category. */
export const categoryPolicy = definePolicy(Category, {
  see: () => () => true,
  edit: (viewer) => (category) => viewer.may('category.edit', within(category)),
});
