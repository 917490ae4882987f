import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { choose, editorField, last, open, rewrite, serve, start, write } from '../../../test/workflow-fixtures.tsx';

const opening = '$' + '{{';
const scope = {
  run: { id: 'run_12', number: 12 },
  names: [
    { name: 'trigger', schema: { type: 'object' }, value: { branch: 'main' }, isTruncated: false },
    {
      name: 'nodes',
      schema: { type: 'object', properties: { build: { type: 'object', properties: { output: { type: 'object' } } } } },
      value: { build: { output: { code: 0 } } },
      isTruncated: false,
    },
  ],
  functions: [{ name: 'toJson', signature: 'toJson(any)', description: 'As JSON.', isMethod: false }],
};

test('an expression is completed with what the nodes before gave, and their values stand beside', async () => {
  const { saves } = serve({}, { expressionScope: scope });
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  await rewrite(user, await editorField('Address'), `${opening} nodes.`);
  const first = await screen.findByRole('option', { name: /build/ });
  expect(first).toBeVisible();
  await user.click(first);
  write(screen.getByLabelText('Address'), '.output.');
  const option = await screen.findByRole('option', { name: /code/ });
  expect(option).toHaveTextContent('0');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull());
  // The panel stays: Escape was for the list.
  expect(screen.getByRole('region', { name: 'Node Ask' })).toBeVisible();
  await waitFor(() => expect(last(saves)?.nodes[1]?.config.url).toContain(`${opening} nodes.build.output.`));
});

test('what becomes of an expression stands below it, or what is wrong; an answer to an earlier text counts for nothing', async () => {
  const answers: Array<(value: unknown) => void> = [];
  const asked: string[] = [];
  serve(
    {},
    {
      expressionScope: scope,
      evaluateExpression: ({ input }: { input: { expression: string } }) => {
        asked.push(input.expression);
        return new Promise((resolve) => answers.push(resolve));
      },
    },
  );
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  const field = await editorField('Address');
  await rewrite(user, field, `${opening}1`);
  await waitFor(() => expect(asked).toEqual([`${opening}1`]));
  write(field, '2');
  await waitFor(() => expect(asked).toHaveLength(2));
  const result = (value: unknown) => ({ value, type: 'int', isTruncated: false, problem: null });
  answers[1]?.(result(12));
  const value = await screen.findByLabelText('Value of Address');
  expect(value).toHaveTextContent('12');
  expect(value).toHaveTextContent('run #12');
  answers[0]?.(result(1));
  write(field, '3');
  await waitFor(() => expect(asked).toHaveLength(3));
  expect(value).toHaveTextContent(/^=12/);
  answers[2]?.({
    value: null,
    type: null,
    isTruncated: false,
    problem: { message: 'There is no such name.', position: 3, isDataMissing: false },
  });
  await waitFor(() => expect(value).toHaveTextContent('There is no such name.'));
  expect(screen.getByTitle('There is no such name.')).toHaveTextContent('123');
});

test('that nothing has run yet is a hint, not a mistake', async () => {
  const message = 'Nothing has run here yet, so there are no values to show.';
  serve(
    {},
    {
      expressionScope: { ...scope, run: null },
      evaluateExpression: {
        value: null,
        type: null,
        isTruncated: false,
        problem: { message, position: 3, isDataMissing: true },
      },
    },
  );
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  await rewrite(user, await editorField('Address'), `${opening} trigger.branch`);
  const hint = await screen.findByText(message);
  expect(hint).not.toHaveClass('text-failed');
  expect(screen.queryByTitle(message)).toBeNull();
});

test('Tab leaves the editor, and its label leads to it', async () => {
  serve({}, { expressionScope: scope });
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  const field = await editorField('Address');
  await user.click(screen.getByText('Address'));
  expect(field).toHaveFocus();
  await user.tab();
  expect(field).not.toHaveFocus();
});

test('who may not draw sees the text in a field that can’t be changed', async () => {
  serve({ viewerCanManage: false }, { expressionScope: scope });
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  expect(await screen.findByLabelText('Address')).toBeDisabled();
  expect(screen.getByLabelText('Address')).toHaveValue(String(start.nodes[1]?.config.url));
  expect(within(screen.getByRole('region', { name: 'Node Ask' })).queryByRole('button', { name: 'Test…' })).toBeNull();
});
