import { expect, test } from '@jest/globals';
import { EXPRESSION_FUNCTIONS } from './functions.ts';
import { newLanguage } from './language.ts';

/** What stands before the dot of functions that are no methods. */
const SPACES: Record<string, string> = { OptionalNamespace: 'optional.', CelNamespace: 'cel.' };

test('all that the language offers is listed, and nothing else', () => {
  const offered = newLanguage(true)
    .getDefinitions()
    .functions.map(({ name, receiverType }) => {
      const space = receiverType ? SPACES[receiverType] : '';
      return space === undefined ? `.${name}` : `${space}${name}`;
    })
    .filter((name) => !name.includes('@'));
  const listed = EXPRESSION_FUNCTIONS.map(({ name, isMethod }) => (isMethod ? `.${name}` : name));
  expect([...new Set(listed)].sort()).toEqual([...new Set(offered)].sort());
});
