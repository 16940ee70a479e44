import { print } from 'graphql';
import type { Failure } from '../conformance';

/** A failure as a test to paste into regressions.spec.ts. */
export function printCase({ seed, document, variables, viewer, differences, expected, actual }: Failure): string {
  const lines = [
    `  // seed ${seed}: ${differences.join('; ')}`,
    '  {',
    `    name: 'operation of seed ${seed}',`,
    `    operation: /* GraphQL */ \``,
    print(document)
      .replace(/[`\\]|\$\{/g, '\\$&')
      .replace(/^/gm, '      '),
    '    `,',
    `    variables: ${JSON.stringify(variables)},`,
    `    viewer: '${viewer}',`,
    `    data: ${JSON.stringify(expected.data)},`,
    `    errors: ${JSON.stringify(expected.errors.map(({ path }) => path))},`,
    `    // actual: ${JSON.stringify(actual.data)} ${JSON.stringify(actual.errors)}`,
    '  },',
  ];
  return lines.join('\n');
}
