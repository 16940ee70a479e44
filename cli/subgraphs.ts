import type { SubgraphDefinition } from '../kit/subgraph/define';
import { courses } from '../subgraphs/courses';
import { discussions } from '../subgraphs/discussions';
import { enrollment } from '../subgraphs/enrollment';
import { lessons } from '../subgraphs/lessons';
import { media } from '../subgraphs/media';
import { notifications } from '../subgraphs/notifications';
import { payments } from '../subgraphs/payments';
import { transcoding } from '../subgraphs/transcoding';
import { users } from '../subgraphs/users';
import { UsageError } from './usage-error';

/** Every subgraph of the house, in the order in which demo data is made. */
export const subgraphs: readonly SubgraphDefinition[] = [
  users,
  courses,
  lessons,
  enrollment,
  media,
  transcoding,
  payments,
  discussions,
  notifications,
];

/** @throws naming what is not a subgraph. */
export function subgraphsNamed(names: readonly string[]): readonly SubgraphDefinition[] {
  const unknown = names.filter((name) => !subgraphs.some((subgraph) => subgraph.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no subgraph ${unknown.join(', ')}. There are: ${subgraphs.map(({ name }) => name).join(', ')}.`,
    );
  return subgraphs.filter((subgraph) => names.includes(subgraph.name));
}
