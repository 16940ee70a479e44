import { parse, print } from 'graphql';
import type { CompiledOperation, FetchStep, Requirement, Step } from '../engine/compiled/compiled-operation';

/** A plan as a tree of lines: what runs one after the other, what at the same time, and what each subgraph is asked. */
export function drawPlan({ root, introspection }: Pick<CompiledOperation, 'root' | 'introspection'>): string {
  const introspected = introspection === null ? [] : ['Introspection, by the gateway itself'];
  const fetched = root ? draw(root) : [];
  return [...introspected, ...fetched].join('\n') || 'Nothing to fetch';
}

function draw(step: Step): string[] {
  if (step.kind === 'fetch') return [titleOf(step), ...indented(print(parse(step.text)).split('\n'), '  ')];
  const last = step.steps.length - 1;
  const branches = step.steps.flatMap((inner, index) => {
    const [head = '', ...below] = draw(inner);
    return index === last ? [`└─ ${head}`, ...indented(below, '   ')] : [`├─ ${head}`, ...indented(below, '│  ')];
  });
  return [step.kind === 'sequence' ? 'One after the other' : 'At the same time', ...branches];
}

function titleOf({ service, path, requires }: FetchStep): string {
  const place = path.length > 0 ? ` at ${path.join('.')}` : '';
  return `${service}${place}${requires ? ` by ${requires.map(textOf).join(' ')}` : ''}`;
}

function textOf(requirement: Requirement): string {
  const { selections } = requirement;
  const name = requirement.kind === 'field' ? requirement.name : `... on ${requirement.type}`;
  return selections ? `${name} { ${selections.map(textOf).join(' ')} }` : name;
}

function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => `${by}${line}`);
}
