import { definePolicy } from '../../../kit/policy/policy';
import { coursePolicy, whereCourse, whereDraftOrPublished } from '../course/course.policy';
import { PublishedSection, Section } from './section.entity';

/** Who may do what with a section: the course decides. */
export const sectionPolicy = definePolicy(Section, {
  see: whereDraftOrPublished<Section>(PublishedSection),
  edit: whereCourse<Section>(coursePolicy.edit),
});
