import { expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { CombinedError } from 'urql';
import { describeError } from './errors.ts';

const refused = (code: string, message: string, extra: object = {}) =>
  new CombinedError({ graphQLErrors: [new GraphQLError(message, { extensions: { code, ...extra } })] });

test('names the fields that were refused as the form knows them', () => {
  const described = describeError(
    refused('INVALID_INPUT', 'Check the fields.', {
      problems: [
        { path: 'input.slug', message: 'Taken.' },
        { path: ['parameters', 'replicas'], message: 'Too many.' },
        'junk',
      ],
    }),
  );
  expect(described.problems).toEqual([
    { path: 'slug', message: 'Taken.' },
    { path: 'parameters.replicas', message: 'Too many.' },
  ]);
});

test('passes on the server’s sentence and the request id', () => {
  const described = describeError(refused('CONFLICT', 'Somebody was faster.', { requestId: 'req_1' }));
  expect(described).toMatchObject({
    code: 'CONFLICT',
    title: 'This changed meanwhile',
    message: 'Somebody was faster.',
    requestId: 'req_1',
  });
});

test('a lost connection is not a defect', () => {
  expect(describeError(new CombinedError({ networkError: new Error('Failed to fetch') }))).toMatchObject({
    code: 'NETWORK',
    title: 'The server can’t be reached',
  });
});

test('an error without a code is an internal one', () => {
  const error = new CombinedError({ graphQLErrors: [new GraphQLError('Unexpected.')] });
  expect(describeError(error)).toMatchObject({ code: 'INTERNAL', title: 'Something went wrong' });
});
