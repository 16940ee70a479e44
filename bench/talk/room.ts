import { randomUUID } from 'node:crypto';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { readConfig } from '../../kit/config/config';
import { Viewer } from '../../kit/identity/viewer';
import { ConversationStore } from '../../subgraphs/discussions/chat/conversation.store';
import { Course, courses } from '../../subgraphs/discussions/course/course.document';
import { enrollments } from '../../subgraphs/discussions/enrollment/enrollment.document';
import { discussions } from '../../subgraphs/discussions';
import { users } from '../../subgraphs/users';
import type { Databases } from '../measure/databases';
import { tokenFor } from '../measure/tokens';

/** A course's room. */
export interface Room {
  readonly conversationId: string;
  /** Access tokens of everyone in it. */
  readonly tokens: readonly string[];
}

/** A course with so many learners, all of whom may be in its room. */
export async function makeRoom({ settings }: Pick<Databases, 'settings'>, members: number): Promise<Room> {
  return step(`a room of ${members}`, async () => {
    const environment = await openEnvironment(readConfig({ ...settings }), { alone: true });
    const platform = await Platform.open([users, discussions], environment.house);
    try {
      const scope = platform.get('discussions').scope(Viewer.system);
      const [courseId, organisationId] = [randomUUID(), null];
      const facts = {
        organisationId,
        status: 'PUBLISHED' as const,
        title: 'A course',
        instructorIds: [],
        factsVersion: 1,
      };
      await scope.documents.of(courses).insertOne(Object.assign(new Course(), { _id: courseId, ...facts }));
      const people = Array.from({ length: members }, () => randomUUID());
      const startedAt = scope.clock.now();
      await scope.documents
        .of(enrollments)
        .insertMany(people.map((userId) => ({ _id: randomUUID(), userId, courseId, startedAt, endedAt: null })));
      const room = await scope
        .get(ConversationStore)
        .room({ courseId, organisationId }, { title: 'A room', slowModeSeconds: 0 });
      const tokens: string[] = [];
      for (const id of people) tokens.push(await tokenFor(platform.get('users').scope(Viewer.system), id));
      return { conversationId: room._id, tokens };
    } finally {
      await platform.stop();
      await environment.close();
    }
  });
}
