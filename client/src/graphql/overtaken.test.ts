import { expect, jest, test } from '@jest/globals';
import { Client, type Exchange, gql, type Operation, type OperationResult } from 'urql';
import { filter, makeSubject, merge, pipe, subscribe, tap } from 'wonka';
import { createOvertakenExchange } from './overtaken.ts';

const query = gql`query Page { deployment { status } }`;
const changes = gql`subscription Changes { deployment { status } }`;
const cancel = gql`mutation Cancel { cancel { status } }`;

/** A network that answers when the test says so. */
function startNetwork() {
  const asked: Operation[] = [];
  const { source, next } = makeSubject<OperationResult>();
  const askAll = jest.fn();
  const network: Exchange = () => (operations$) =>
    merge([
      source,
      pipe(
        operations$,
        tap((operation) => void (operation.kind !== 'teardown' && asked.push(operation))),
        filter((): boolean => false),
      ) as never,
    ]);
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [createOvertakenExchange(askAll), network],
  });
  const answer = (operation: Operation | undefined, status: string) => {
    if (!operation) throw new Error('That was not asked.');
    next({ operation, data: { deployment: { status } }, stale: false, hasNext: operation.kind === 'subscription' });
  };
  return { client, asked, answer, askAll };
}

test('an answer that a change has overtaken is asked for again', async () => {
  jest.useFakeTimers();
  const { client, asked, answer } = startNetwork();
  const seen: unknown[] = [];
  pipe(
    client.subscription(changes, {}),
    subscribe(() => {}),
  );
  pipe(
    client.query(query, {}),
    subscribe((result) => void seen.push(result.data?.deployment.status)),
  );
  const [subscription, question] = asked;
  answer(subscription, 'CANCELED');
  answer(question, 'CANCELING');
  await jest.runAllTimersAsync();
  expect(asked.map((operation) => operation.kind)).toEqual(['subscription', 'query', 'query']);
  answer(asked[2], 'CANCELED');
  await jest.runAllTimersAsync();
  expect(seen.at(-1)).toBe('CANCELED');
  expect(asked).toHaveLength(3);
});

test('while changes keep coming it is asked once a second', async () => {
  jest.useFakeTimers();
  const { client, asked, answer } = startNetwork();
  pipe(
    client.subscription(changes, {}),
    subscribe(() => {}),
  );
  pipe(
    client.query(query, {}),
    subscribe(() => {}),
  );
  const queries = () => asked.filter((operation) => operation.kind === 'query');
  const overtake = () => {
    answer(asked[0], 'RUNNING');
    answer(queries().at(-1), 'RUNNING');
  };
  overtake();
  await jest.advanceTimersByTimeAsync(0);
  expect(queries()).toHaveLength(2);
  overtake();
  await jest.advanceTimersByTimeAsync(900);
  expect(queries()).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(100);
  expect(queries()).toHaveLength(3);
});

test('the answer of a mutation that was overtaken may have put back anything', async () => {
  jest.useFakeTimers();
  const { client, asked, answer, askAll } = startNetwork();
  pipe(
    client.subscription(changes, {}),
    subscribe(() => {}),
  );
  pipe(
    client.mutation(cancel, {}),
    subscribe(() => {}),
  );
  answer(asked[0], 'CANCELED');
  answer(asked[1], 'CANCELING');
  await jest.runAllTimersAsync();
  expect(askAll).toHaveBeenCalledTimes(1);
});

test('what nobody looks at any more is not asked for', async () => {
  jest.useFakeTimers();
  const { client, asked, answer } = startNetwork();
  pipe(
    client.subscription(changes, {}),
    subscribe(() => {}),
  );
  const { unsubscribe } = pipe(
    client.query(query, {}),
    subscribe(() => {}),
  );
  answer(asked[0], 'CANCELED');
  answer(asked[1], 'CANCELING');
  unsubscribe();
  await jest.runAllTimersAsync();
  expect(asked).toHaveLength(2);
});
