import { expect, test } from '@jest/globals';
import { type Scope, suggestAt } from './expression-completion.ts';
import { templatePlaces } from './expression-places.ts';

const scope: Scope = {
  names: [
    {
      name: 'nodes',
      isTruncated: false,
      schema: {
        type: 'object',
        properties: {
          build: {
            type: 'object',
            properties: {
              output: {
                type: 'object',
                properties: {
                  code: { type: 'integer', description: 'How it ended.' },
                  files: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' } } } },
                  'content-type': { type: 'string' },
                },
              },
            },
          },
        },
      },
      value: { build: { output: { code: 0, files: [{ path: 'a.txt', size: 12 }], extra: 'seen in the run' } } },
    },
    {
      name: 'secrets',
      isTruncated: false,
      schema: { type: 'object', properties: { API_KEY: { type: 'string' } } },
    },
  ],
  functions: [
    { name: 'toJson', signature: 'toJson(any): string', description: 'As JSON.', isMethod: false },
    { name: 'size', signature: 'string.size(): int', description: 'How long.', isMethod: true },
  ],
};
const at = (source: string) => suggestAt(source, source.length, scope);
const labels = (source: string) => at(source)?.options.map(({ label }) => label);

test.each([
  ['', ['nodes', 'secrets', 'toJson']],
  ['1 + no', ['nodes', 'secrets', 'toJson']],
  ['nodes.', ['build']],
  ['nodes.build.output.', ['code', 'files', 'content-type', 'extra']],
  ['toJson(nodes["build"].output.co', ['code', 'files', 'content-type', 'extra']],
  ['nodes.build.output.files[0].', ['path', 'size']],
  ['nodes.build.output.extra.', ['size']],
  ['nodes.build.output.files.', ['size']],
  ['toJson(1).', ['size']],
  ['secrets.', ['API_KEY']],
  ['nodes.constructor.', ['size']],
])('%s', (source, expected) => {
  expect(labels(source)).toEqual(expected);
});

test.each(['"nodes.', "'it\\'s ", '1.5', 'nodes.build == "no'])('nothing in %s', (source) => {
  expect(at(source)).toBeNull();
});

test('the value of the run stands beside the name, else its type; what it is, below', () => {
  const options = at('nodes.build.output.')?.options ?? [];
  expect(options[0]).toMatchObject({ label: 'code', detail: '0', info: 'How it ended.' });
  expect(options[1]).toMatchObject({ detail: 'list of 1' });
  expect(at('secrets.')?.options[0]?.detail).toBe('string');
  expect(at('secrets.A')?.from).toBe('secrets.'.length);
});

test('a name that is none after a dot is written in brackets', () => {
  expect(at('nodes.build.output.')?.options[2]).toMatchObject({ text: '["content-type"]', eats: 1 });
});

test('expressions in a text, with their own braces and strings; one that is open goes on to the end', () => {
  const open = '$' + '{{';
  const sources = (text: string) => templatePlaces(text).map(({ from, to }) => text.slice(from, to));
  expect(sources(`a ${open} x }} b ${open}{"k": "}}"}.k}}`)).toEqual([' x ', '{"k": "}}"}.k']);
  expect(sources(`a ${open} nodes.`)).toEqual([' nodes.']);
  expect(sources('none }} here')).toEqual([]);
});
