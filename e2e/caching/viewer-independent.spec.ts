import { isObjectType, getNamedType, Kind, parse, type GraphQLSchema } from 'graphql';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { administrator, person } from '../../kit/testing/viewers';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { tell } from '../../subgraphs/courses/course/course.events';
import { userFactory } from '../../subgraphs/users/profile/user.factory';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';

type Entity = Readonly<Record<string, unknown>> | null;

const opened = lyceumTest();
/** Of each type that has such fields, some that nobody is shown and some that everyone is. */
const ids: Record<string, readonly string[]> = {};
const viewers: Record<string, Viewer> = { nobody: Viewer.anonymous };

beforeAll(async () => {
  const { platform } = opened.lyceum;
  const users = platform.get('users').scope(Viewer.system);
  const [teacher, learner] = [await userFactory(users, {}), await userFactory(users, {})];
  const profile = ['I *teach*.', JSON.stringify([{ label: 'Page', url: 'https://example.org' }]), teacher.id];
  await users.db.query('UPDATE account SET bio = $1, links = $2 WHERE id = $3', profile);
  const given = { count: 2, learnerId: learner.id, teacherIds: [teacher.id] as const, reviewerIds: [learner.id] };
  const published = await makeCourses(platform, given);
  const courses = platform.get('courses').scope(Viewer.system);
  const hidden = [];
  for (const status of ['DRAFT', 'ARCHIVED'] as const) {
    const course = await courseFactory(courses, { taughtBy: [teacher.id], status });
    await courses.transaction((tx) => tell(tx, course));
    hidden.push(course.id);
  }
  await opened.lyceum.settle();
  Object.assign(ids, { Course: [...published, ...hidden], User: [teacher.id, learner.id] });
  Object.assign(viewers, {
    'its teacher': person(teacher.id),
    'its learner': person(learner.id),
    'a stranger': person(courses.ids.next()),
    'an administrator': administrator(courses.ids.next()),
  });
});

/** The fields of a subgraph's entities that say they are the same for everyone; of types that say so, all are. */
function marked(sdl: string): Map<string, { readonly name: string; readonly unlessNull: boolean }[]> {
  const found = new Map<string, { name: string; unlessNull: boolean }[]>();
  for (const type of parse(sdl).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || !type.directives?.some(({ name }) => name.value === 'key'))
      continue;
    for (const { name, directives = [] } of type.fields ?? []) {
      const mark = directives.find((directive) => directive.name.value === 'viewerIndependent');
      if (!mark) continue;
      const unlessNull = (mark.arguments?.length ?? 0) > 0;
      found.set(type.name.value, [...(found.get(type.name.value) ?? []), { name: name.value, unlessNull }]);
    }
  }
  return found;
}

/** The field with all the leaves of what it returns. */
function selected(schema: GraphQLSchema, type: string, name: string): string {
  const owner = schema.getType(type);
  const returns = isObjectType(owner) ? getNamedType(owner.getFields()[name]!.type) : undefined;
  if (!isObjectType(returns)) return name;
  const leaves = Object.values(returns.getFields()).filter((field) => !isObjectType(getNamedType(field.type)));
  return `${name} { ${leaves.map((field) => field.name).join(' ')} }`;
}

it.each(['users', 'courses', 'lessons', 'enrollment'])(
  'what %s says is the same for everyone is, for everyone who is shown it',
  async (subgraph) => {
    const { platform, house } = opened.lyceum;
    const running = platform.get(subgraph);
    const seal = new ViewerSeal(house.secrets, house.clock);
    const types = marked(running.sdl);
    expect(types.size).toBeGreaterThan(0);
    for (const [type, fields] of types) {
      const selection = fields.map(({ name }) => selected(running.schema, type, name)).join(' ');
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${selection} } } }`;
      const representations = ids[type]!.map((id) => ({ __typename: type, id }));
      const seenBy = async (viewer: Viewer): Promise<readonly Entity[]> => {
        const headers = { [viewerHeader]: await seal.sign(viewer) };
        const { data, errors } = await running.execute({ query, variables: { representations } }, headers);
        expect(errors).toBeUndefined();
        return data!['_entities'] as readonly Entity[];
      };
      const nobodys = await seenBy(Viewer.anonymous);
      expect(nobodys.some((entity) => entity !== null)).toBe(true);
      for (const viewer of Object.values(viewers)) {
        for (const [index, entity] of (await seenBy(viewer)).entries()) {
          const shown = nobodys[index];
          if (!shown) continue;
          for (const { name, unlessNull } of fields)
            if (!unlessNull || shown[name] !== null) expect([name, entity?.[name]]).toEqual([name, shown[name]]);
        }
      }
    }
  },
);
