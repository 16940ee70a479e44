import { renderMarkdown } from './markdown';
import { slugOf } from './slug';

it.each([
  ['<script>alert(1)</script>', /<script/],
  ['[x](javascript:alert(1))', /href="javascript/],
  ['![x](data:text/html;base64,PHN2Zz4=)', /src="data:/],
  ['<img src=x onerror=alert(1)>', /<img/],
  ['[x](https://a.example" onclick="alert(1))', /<[^>]* onclick=/],
])('%s leaves nothing that runs', (source, trace) => {
  expect(renderMarkdown(source)).not.toMatch(trace);
});

it('keeps what a text needs', () => {
  const html = renderMarkdown('# Title\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```ts\nlet x = 1;\n```');
  for (const part of ['<h1>Title</h1>', '<table>', '<code class="language-ts">']) expect(html).toContain(part);
});

it('makes addresses of titles, and has one where nothing is left', () => {
  expect(slugOf('Über die Dörfer & zurück!', 'x')).toBe('uber-die-dorfer-and-zuruck');
  expect(slugOf('数学', 'course-1')).toBe('course-1');
});
