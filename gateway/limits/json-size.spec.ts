import { jsonSizeProblem } from './json-size';

const limits = { values: 10, depth: 3, key: 8 };
const limitOf = (text: string): unknown => jsonSizeProblem(Buffer.from(text), limits)?.toJSON().extensions?.['limit'];

it.each<[string, string, string | undefined]>([
  ['what fits', '{"a":[1,2,{"b":3}],"c":"d"}', undefined],
  ['as many values as may be', `[${'1,'.repeat(8)}1]`, undefined],
  ['one value more', `[${'1,'.repeat(9)}1]`, 'values'],
  ['as deep as may be', '[[[1]]]', undefined],
  ['one level deeper', '[[[[1]]]]', 'depth'],
  ['brackets and commas in strings', `["${'[{,'.repeat(20)}"]`, undefined],
  ['quotes in strings', String.raw`["\"[[[[\"", "\\", 1]`, undefined],
  ['what opens after a string that ends in a backslash', String.raw`["\\",[[[1]]]]`, 'depth'],
  ['a string without an end', '["[[[[[[', undefined],
  ['closing brackets alone', ']]]]', undefined],
  ['a key as long as may be', '{"12345678":1}', undefined],
  ['a longer key', '{"123456789":1}', 'keyLength'],
  ['a longer key, some space before its colon', '{"123456789" \n :1}', 'keyLength'],
  ['a longer text', '{"1234567":"123456789"}', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, expected) => {
  expect(limitOf(text)).toBe(expected);
});
