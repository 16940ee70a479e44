import { judge, type Submission } from './filter';
import { natureOf } from './file-nature';
import { chatFilters, filters } from './filters';

const usual: Submission = {
  title: '',
  words: 'Why is the sum over i finite?',
  hosts: [],
  publishedBefore: 10,
  recent: [],
  files: [],
};
const judged = (given: Partial<Submission>) => judge(filters, { ...usual, ...given });
const said = (words: string) => judged({ words });

it('what people usually write passes', () => {
  for (const words of [
    'Why is the sum over i finite?',
    'Thanks!',
    'I grew up in Scunthorpe.',
    'Assess the class bass.',
    '42',
    '',
  ])
    expect(said(words)).toEqual({ verdict: 'PASS', reasons: [] });
});

it.each([
  'You bitch',
  'you B1TCH!',
  'b i t c h',
  'b.i.t.c.h',
  'biiiitch',
  'bítch',
  'So ein Arschl0ch',
  'hijo de puta',
  'أنت شرموطة',
])('%s is held as an insult, however it is spelled', (words) =>
  expect(said(words)).toEqual({ verdict: 'HOLD', reasons: ['INSULT'] }),
);

it.each(['What an idiot', 'What an 1d10t', 'Scheiße', 'imbécil'])('%s is published, and looked at', (words) => {
  expect(said(words)).toEqual({ verdict: 'FLAG', reasons: ['INSULT'] });
});

it('links are held from those who are new in a course', () => {
  const hosts = ['shop.example'];
  expect(judged({ hosts, publishedBefore: 2 })).toEqual({ verdict: 'HOLD', reasons: ['LINK_FROM_NEWCOMER'] });
  expect(judged({ hosts, publishedBefore: 3 }).verdict).toBe('PASS');
});

it('the same text again is held, but short thanks are not', () => {
  const again = (words: string) => judged({ words, recent: [{ words, secondsAgo: 3_600 }] });
  expect(again('Buy my notes, they are the best.')).toEqual({ verdict: 'HOLD', reasons: ['REPEATED'] });
  expect(
    judged({
      words: 'BUY my n0tes: they are the best',
      recent: [{ words: 'buy my notes, they are the best', secondsAgo: 9 }],
    }).reasons,
  ).toContain('REPEATED');
  expect(again('Thank you!').verdict).toBe('PASS');
});

it('writing too fast, and shouting, is looked at', () => {
  const recent = Array.from({ length: 12 }, (_, n) => ({ words: `text ${n}`, secondsAgo: n * 20 }));
  expect(judged({ recent })).toEqual({ verdict: 'FLAG', reasons: ['TOO_FAST'] });
  expect(judged({ recent: recent.slice(1) }).verdict).toBe('PASS');
  expect(said('WHY DOES NOBODY EVER ANSWER ME')).toEqual({ verdict: 'FLAG', reasons: ['SHOUTING'] });
  expect(said('HTTP, TLS, DNS and the ISO OSI model').verdict).toBe('PASS');
});

it('the strictest verdict counts, and every reason is told', () => {
  const given = { words: 'YOU ARE ALL SUCH IDIOTS, IDIOT', hosts: ['a.example'], publishedBefore: 0 };
  expect(judged(given)).toEqual({ verdict: 'HOLD', reasons: ['LINK_FROM_NEWCOMER', 'INSULT', 'SHOUTING'] });
});

it('a file that is a program, or of which nobody knows what it is, is held; an archive is looked at', () => {
  const sent = (...files: Submission['files']) => judge(chatFilters, { ...usual, files });
  expect(sent('PLAIN', 'PLAIN').verdict).toBe('PASS');
  expect(sent('PLAIN', 'ARCHIVE')).toEqual({ verdict: 'FLAG', reasons: ['FILE_TYPE'] });
  expect(sent('PROGRAM')).toEqual({ verdict: 'HOLD', reasons: ['FILE_TYPE'] });
  expect(sent('ARCHIVE', 'UNKNOWN').verdict).toBe('HOLD');
});

it.each([
  ['application/x-msdownload', 'txt', 'PROGRAM'],
  ['application/octet-stream', 'ps1', 'PROGRAM'],
  ['application/zip', 'jar', 'PROGRAM'],
  ['application/zip', 'zip', 'ARCHIVE'],
  ['application/octet-stream', 'rar', 'ARCHIVE'],
  ['application/zip', '', 'ARCHIVE'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx', 'PLAIN'],
  ['application/vnd.ms-word.document.macroenabled.12', 'doc', 'PROGRAM'],
  ['image/png', 'png', 'PLAIN'],
  ['application/octet-stream', 'ts', 'PLAIN'],
])('a file of %s named .%s is %s, by its content as by its name', (contentType, extension, nature) => {
  expect(natureOf({ contentType, extension })).toBe(nature);
});

it('in a chat people are loud and fast, and nothing else than in a forum', () => {
  const loud = {
    words: 'HAHAHAHA THAT IS SO GOOD',
    recent: Array.from({ length: 20 }, () => ({ words: 'ha', secondsAgo: 1 })),
  };
  expect(judge(chatFilters, { ...usual, ...loud }).verdict).toBe('PASS');
  expect(judge(chatFilters, { ...usual, words: 'you bitch' }).verdict).toBe('HOLD');
  const recent = [{ words: 'Exercise 12 is due on Friday.', secondsAgo: 9 }];
  const after = (words: string) => judge(chatFilters, { ...usual, words, recent });
  expect(after('Exercise 13 is due on Friday.').verdict).toBe('PASS');
  expect(after('exercise 12  is due on Friday.')).toEqual({ verdict: 'HOLD', reasons: ['REPEATED'] });
});
