import { randomUUID } from 'node:crypto';
import type { Result } from '../../../kit/graphql/execute';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import type { Channel } from '../channel/channel';
import type { OutwardChannel } from '../channel/ports';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { Delivery } from '../delivery/delivery.entity';

/** What tests of channels do with people. */
export class People {
  constructor(private readonly house: SubgraphTest) {}

  async someone(given: Parameters<typeof contactFactory>[1] = {}) {
    const [made] = await this.house.make(contactFactory, [given]);
    return made!;
  }

  /** A mutation of theirs that answers with the person. */
  act(userId: string, name: string, input?: object): Promise<Result> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = input
      ? `mutation ($input: ${type}!) { ${name}(input: $input) { user { id } } }`
      : `mutation { ${name} { user { id } } }`;
    return this.house.run(query, { viewer: person(userId), variables: input ? { input } : {} });
  }

  /** The same, which must not be refused. */
  async done(userId: string, name: string, input?: object): Promise<void> {
    const { errors } = await this.act(userId, name, input);
    if (errors) throw new Error(JSON.stringify(errors));
  }

  /** The code of the refusal; null where there is none. */
  async refusal(userId: string, name: string, input?: object): Promise<unknown> {
    return (await this.act(userId, name, input)).errors?.[0]?.extensions?.['code'] ?? null;
  }

  /** Fields of somebody, as somebody sees them. */
  async look(userId: string, fields: string, asWhom = userId): Promise<Record<string, unknown>> {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { ${fields} } } }`;
    const variables = { of: [{ __typename: 'User', id: userId }] };
    const data = await this.house.data<{ found: [Record<string, unknown>] }>(query, {
      viewer: person(asWhom),
      variables,
    });
    return data.found[0];
  }

  choose(userId: string, kind: string, channel: Channel, isOn: boolean): Promise<void> {
    return this.done(userId, 'setNotificationPreferences', { preferences: [{ kind, channel, isOn }] });
  }

  /** Tells them something that can wait. */
  welcome(userId: string, id?: string): Promise<string> {
    const registeredAt = this.house.clock.now().toISOString();
    return this.house.deliver('user.registered', { userId, registeredAt }, id);
  }

  /** Tells them something urgent. */
  async promote(userId: string, title = 'Waves'): Promise<void> {
    const [course] = await this.house.make(courseFactory, [{ title, slug: `waves-${randomUUID()}` }]);
    const about = { userId, courseId: course!.courseId, organisationId: null, runId: randomUUID() };
    await this.house.deliver('waitlist.promoted', { ...about, promotedAt: this.house.clock.now().toISOString() });
  }

  /** How deliveries to them by one channel stand, the oldest first. */
  async states(
    userId: string,
    channel: OutwardChannel,
  ): Promise<[state: string, problem: string | null, attempts: number][]> {
    const rows = await this.house.as().db.find(Delivery, { where: { userId, channel }, order: { id: 'ASC' } });
    return rows.map(({ state, problem, attempts }) => [state, problem, attempts]);
  }

  /** Runs what waits for its next try, as if the time had come. */
  async tryAgain(): Promise<void> {
    await this.house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await this.house.settle();
  }

  /** Seconds from the house's clock until each job that waits. */
  async waits(): Promise<number[]> {
    const sql = 'SELECT run_at AS at FROM graphile_worker._private_jobs ORDER BY run_at';
    const rows = await this.house.as().db.query<{ at: Date }[]>(sql);
    return rows.map(({ at }) => Math.round((at.getTime() - this.house.clock.now().getTime()) / 1_000));
  }
}
