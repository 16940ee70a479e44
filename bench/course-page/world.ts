import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { subgraphs } from '../../cli/subgraphs';
import { makeCourses } from '../../e2e/course-page/course-world';
import { readConfig } from '../../kit/config/config';
import { demoId, learnerName } from '../../kit/demo/world';
import { openDatabases, type Databases } from '../measure/databases';

/** Databases of their own with the demo data, and so many more courses that everyone lists 100. */
export async function openWorld(): Promise<Databases> {
  const databases = await openDatabases();
  try {
    await fill(databases.settings);
    return databases;
  } catch (error) {
    await databases.close();
    throw error;
  }
}

async function fill(settings: Databases['settings']): Promise<void> {
  const environment = await openEnvironment(readConfig(settings), { alone: true });
  const platform = await step('databases', () => Platform.open(subgraphs, environment.house));
  await step('demo data', async () => {
    await platform.seed();
    await platform.settle();
  });
  await step('100 more courses', () =>
    makeCourses(platform, {
      count: 100,
      learnerId: demoId('User', learnerName(0)),
      teacherIds: [demoId('User', learnerName(1)), demoId('User', learnerName(2))],
      reviewerIds: [3, 4, 5, 6].map((index) => demoId('User', learnerName(index))),
    }),
  );
  // Statistics now, so that no plan changes in the middle of the run.
  for (const { resources } of platform.subgraphs) await resources.database.manager.query('VACUUM ANALYZE');
  await platform.stop();
  await environment.close();
}
