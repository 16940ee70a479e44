import { category } from './1760000000000-category';
import { tag } from './1760000100000-tag';
import { course } from './1760000200000-course';
import { run } from './1760000300000-run';
import { learner } from './1760000400000-learner';
import { review } from './1760000500000-review';

/** In order of creation. */
export const migrations = [category, tag, course, run, learner, review];
