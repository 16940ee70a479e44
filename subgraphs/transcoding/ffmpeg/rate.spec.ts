import { encodedRate, parseRate, rateText } from './rate';

it.each<[string, string, string, string]>([
  ['film', '24000/1001', '24000/1001', '24000/1001'],
  ['29.97 as containers round it', '2997/100', '30000/1001', '30000/1001'],
  ['25', '25/1', '25/1', '25/1'],
  ['60', '60/1', '60/1', '60/1'],
  ['59.94', '60000/1001', '60000/1001', '60000/1001'],
  ['120, of which every other frame is kept', '120/1', '120/1', '60/1'],
  ['119.88', '120000/1001', '120000/1001', '60000/1001'],
  ['240', '240/1', '240/1', '60/1'],
  ['100', '100/1', '100/1', '50/1'],
  ['90', '90/1', '90/1', '45/1'],
  ['15, which is constant', '15/1', '15/1', '15/1'],
  ['12.5, which is constant', '25/2', '25/2', '25/2'],
  ['one frame in five seconds', '1/5', '1/5', '1/1'],
  ['a phone that varies around 30', '2963/100', '90000/1', '30000/1001'],
  ['a phone that varies below 25', '2463/100', '90000/1', '25/1'],
  ['a screen that varies around 7', '7/1', '1000/1', '7/1'],
  ['nothing known', '0/0', '0/0', '30/1'],
  ['only the base known', '0/0', '25/1', '25/1'],
  ['two frames, a hundred hours apart', '1/180000', '1/360000', '1/1'],
])('%s: average %s, base %s, encoded at %s', (_, average, base, expected) => {
  expect(rateText(encodedRate(parseRate(average), parseRate(base)))).toBe(expected);
});

it.each(['', '25', '0/1', '25/0', '-1/2', 'a/b', undefined])('takes %p for no rate', (text) => {
  expect(parseRate(text)).toBeNull();
});
