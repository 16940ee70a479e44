import { Sequence } from '../order/sequence';

/** The order of the lessons in a section, which holds at most 200. */
export const lessonOrder = new Sequence('lesson', 'section_id', 200);
