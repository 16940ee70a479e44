import { Sequence } from '../order/sequence';

/** The order of the sections in a course, which holds at most 100. */
export const sectionOrder = new Sequence('section', 'course_id', 100);
