import { on } from '../../../kit/events/on';
import { CourseService } from './course.service';

export const onCourseChanged = on('course.changed', (tx, facts) => tx.get(CourseService).take(facts));
