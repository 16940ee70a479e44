import { GraphQLError } from 'graphql';
import { maskFormatted, maskWithService } from './masking';

const from = (code: string | undefined) => {
  const error = new GraphQLError('No price.', { extensions: { ...(code ? { code } : {}), serviceName: 'shop' } });
  return [error.toJSON(), error] as const;
};

it('a coded error of a subgraph keeps its message; which subgraph it was stays inside', () => {
  expect(maskFormatted(...from('SOLD_OUT'))).toEqual({ message: 'No price.', extensions: { code: 'SOLD_OUT' } });
});

it('an error without a code is masked', () => {
  const { message, extensions } = maskFormatted(...from(undefined));
  expect(message).not.toContain('price');
  expect(extensions).toEqual({ code: 'INTERNAL_ERROR' });
});

it('in development both say which subgraph it was', () => {
  expect(maskWithService(...from('SOLD_OUT')).extensions).toEqual({ code: 'SOLD_OUT', serviceName: 'shop' });
  expect(maskWithService(...from(undefined))).toMatchObject({ extensions: { serviceName: 'shop' } });
  expect(maskWithService(...from(undefined)).message).not.toContain('price');
});
