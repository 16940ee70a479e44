import { defineErrors } from '../../kit/errors/errors';

export const courseErrors = defineErrors({
  CATEGORY_CYCLE: { message: 'A category cannot be moved under itself or under its own child.', remedy: 'Choose a parent outside the category that moves.' },
  SLUG_TAKEN: { message: 'This address is taken.', remedy: 'Choose another slug.' },
});
