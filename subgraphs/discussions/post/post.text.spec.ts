import { hostsIn, mentionsIn, renderPost, snippetOf, wordsOf } from './post.text';

const id = '01990000-0000-7000-8000-00000000000a';

it.each([
  ['<script>alert(1)</script>', /<script/],
  ['[x](javascript:alert(1))', /href="javascript/],
  ['<img src=x onerror=alert(1)>', /<img/],
  ['$<script>alert(1)</script>$', /<script/],
  ['$$"><img src=x onerror=alert(1)>$$', /<img/],
  [`[x](user:${id}" onclick="alert(1))`, /<[^>]* onclick/],
  [`[x](lesson:${id}?t=1"onmouseover="x)`, /<[^>]*onmouseover/],
  ['[x](user:someone)', /href|data-user-id/],
])('%s leaves nothing that runs', (source, trace) => {
  expect(renderPost(source)).not.toMatch(trace);
});

it('mentions, moments of lessons, code and math become what a client can show', () => {
  expect(renderPost(`Ask @[Ann](user:${id}).`)).toBe(`<p>Ask @<a data-user-id="${id}">Ann</a>.</p>\n`);
  expect(renderPost(`See [12:30](lesson:${id}?t=750).`)).toBe(
    `<p>See <a data-lesson-id="${id}" data-seconds="750">12:30</a>.</p>\n`,
  );
  expect(renderPost('[out](https://a.example)')).toContain('rel="nofollow noopener noreferrer"');
  expect(renderPost('```ts\nlet x = 1;\n```')).toContain('<code class="language-ts">');
  expect(renderPost('So $a_1 < b_1$ and *so*.')).toBe(
    '<p>So <code class="language-math">a_1 &lt; b_1</code> and <em>so</em>.</p>\n',
  );
  expect(renderPost('$$\\sum_i x_i$$')).toContain('<code class="language-math display">\\sum_i x_i</code>');
});

it('a host counts however it is written, shown as well as linked', () => {
  for (const text of ['[x](HTTPS://Shop.example/a)', '![x](https://shop.example/a.png)', 'See http://shop.example?x'])
    expect(hostsIn(text)).toEqual(['shop.example']);
  expect(renderPost('[x](//shop.example)')).toBe('<p><a rel="nofollow noopener noreferrer">x</a></p>\n');
  for (const text of ['[x](//shop.example)', '[x](/courses)', `[x](user:${id})`, '`https://shop.example`'])
    expect(hostsIn(text)).toEqual([]);
});

it('an image from elsewhere is a link to it, so that nobody learns who reads', () => {
  const link = '<a href="https://spy.example/a.png" rel="nofollow noopener noreferrer">';
  expect(renderPost('![A *cat*](https://spy.example/a.png)')).toBe(`<p>${link}A cat</a></p>\n`);
  expect(renderPost('![](https://spy.example/a.png "x")')).toBe(`<p>${link}https://spy.example/a.png</a></p>\n`);
  expect(renderPost('![x](/media/a.png)')).toBe('<p><img src="/media/a.png" alt="x" /></p>\n');
  for (const text of [
    '![x](//spy.example/a.png)',
    '![x](HTTP://spy.example/a.png)',
    '![x](/\\spy.example/a.png)',
    '![x](data:image/png;base64,AAAA)',
    '[![x](https://spy.example/a.png)](/a)',
    '![x][1]\n\n[1]: https://spy.example/a.png',
  ])
    expect(renderPost(text)).not.toMatch(/<img[^>]*src="(?!\/[^/\\])/);
});

it('dollars that are money stay dollars', () => {
  expect(renderPost('From $5 to $10.')).toBe('<p>From $5 to $10.</p>\n');
  expect(renderPost('\\$x$')).not.toContain('language-math');
});

it('many dollars take no time', () => {
  const { user: before } = process.cpuUsage();
  renderPost('$x '.repeat(6_000));
  // Microseconds of this processor, whoever else has it meanwhile.
  expect(process.cpuUsage().user - before).toBeLessThan(10_000_000);
});

it('mentions are found once each, twenty at most, and not in code', () => {
  const at = (n: number): string =>
    `@[Name ${n}](user:01990000-0000-7000-8000-0000000000${String(n).padStart(2, '0')})`;
  expect(mentionsIn(`${at(1)} ${at(2)} ${at(1)} \`${at(3)}\`\n\`\`\`\n${at(4)}\n\`\`\``)).toHaveLength(2);
  expect(mentionsIn(Array.from({ length: 40 }, (_, n) => at(n)).join(' '))).toHaveLength(20);
});

it('a snippet is words, and short', () => {
  expect(wordsOf('# Hello\n\n*you* & <b>')).toBe('Hello you & <b>');
  expect(snippetOf('word '.repeat(100))).toHaveLength(200);
});
