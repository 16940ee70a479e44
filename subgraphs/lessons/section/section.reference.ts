import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Section } from './section.entity';
import { SectionLoaders } from './section.loaders';

/** How references become sections; the policy is in the loader, so there is no way around it. */
export const resolveSection: ReferenceResolver<Section> = (scope, { id }) => scope.get(SectionLoaders).visible.load(id);
