import { CreateSectionDocument, PublishCurriculumDocument, RegisterDocument } from '../../schema/operations/operations';
import type { RecordedSpans } from '../../kit/testing/recorded-spans';
import { makeCourses } from '../course-page/course-world';
import type { Lyceum } from '../harness/lyceum';
import { makePerson } from '../harness/people';

export const secrets = {
  email: 'traced@sea.example',
  username: 'traced-person',
  password: 'four brown horses cross the river',
};

/** Someone registers, and the letter is sent. */
export async function register(lyceum: Lyceum): Promise<void> {
  await lyceum.ask(RegisterDocument, { variables: { input: secrets } });
  await lyceum.settle();
  lyceum.letterTo(secrets.email);
}

export interface MadeCourse {
  readonly id: string;
  /** An access token of who teaches it. */
  readonly token: string;
}

/** A published course of the person who teaches it. */
export async function makeCourse(lyceum: Lyceum): Promise<MadeCourse> {
  const teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  const given = { count: 1, learnerId: teacher.id, teacherIds: [teacher.id] as const, reviewerIds: [] };
  const [id] = await makeCourses(lyceum.platform, given);
  return { id: id!, token: teacher.token };
}

/** Publishes a curriculum that has changed. */
export async function publishCurriculum(lyceum: Lyceum, { id, token }: MadeCourse): Promise<void> {
  await lyceum.ask(CreateSectionDocument, { variables: { input: { courseId: id, title: 'One more' } }, token });
  await lyceum.ask(PublishCurriculumDocument, { variables: { input: { courseId: id } }, token });
  await lyceum.settle();
}

export const COURSE = 'query Course($id: ID!) { course(id: $id) { title instructors { user { displayName } } } }';

/** Everything that would be sent of the spans, as text. */
export function written(spans: RecordedSpans): string {
  const all = spans.all.map(({ name, attributes, events, links, status, resource }) => ({
    name,
    attributes,
    events,
    links,
    status,
    resource: resource.attributes,
  }));
  return JSON.stringify(all);
}
