import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { executeNode, type FakeNode, fakeNode } from '../../../test/node-context.ts';
import type { App, Context } from '../../platform/context.ts';
import { createLog } from '../../platform/log.ts';
import { ai } from './ai.node.ts';

let server: Server;
let url = '';
let asked: { path: string; authorization: string | undefined; body: Record<string, unknown> }[] = [];
let answer: (response: ServerResponse) => void = () => {};

beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    void readText(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>;
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const chunk = (delta: object, rest: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...rest }] })}\n\n`;

/** As such an API streams: pieces, how it ended, what it took. */
function streams(...pieces: string[]) {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const content of pieces) response.write(chunk({ content }));
    response.write(chunk({}, { finish_reason: 'stop' }));
    const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };
    response.write(`data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [], usage })}\n\n`);
    response.end('data: [DONE]\n\n');
  };
}

function nodeOf(given: { isSetUp?: boolean; signal?: AbortSignal; progress?: () => void } = {}): FakeNode {
  const { isSetUp = true, ...rest } = given;
  const config = { ai: isSetUp ? { url, model: 'small', prices: {} } : null };
  // Without a database: what can't be counted is told, and nothing more.
  const app = { config, log: createLog('silent') } as unknown as App;
  return fakeNode({ ctx: { app } as Context, ...rest });
}

test('asks with instructions and key, shows the answer while it comes, and says what it took', async () => {
  streams('The disk ', 'is full.');
  const node = nodeOf();
  const config = { prompt: 'Why?', system: 'Be short.', key: 'sk-1', maxTokens: 50 };
  expect(await executeNode(ai, config, node)).toEqual({
    kind: 'done',
    output: {
      text: 'The disk is full.',
      json: null,
      finishReason: 'stop',
      usage: { inputTokens: 12, outputTokens: 3 },
    },
  });
  expect(node.partials).toEqual([{ text: 'The disk ' }, { text: 'The disk is full.' }]);
  expect(asked).toMatchObject([
    {
      path: '/v1/chat/completions',
      authorization: 'Bearer sk-1',
      body: {
        model: 'small',
        max_tokens: 50,
        stream: true,
        messages: [
          { role: 'system', content: 'Be short.' },
          { role: 'user', content: 'Why?' },
        ],
      },
    },
  ]);
});

describe('with a shape', () => {
  const schema = { type: 'object', properties: { cause: { type: 'string' } }, required: ['cause'] };

  test.each([['{"cause":"disk"}'], ['```json\n{"cause":"disk"}\n```']])('reads %j', async (text) => {
    streams(text);
    expect(await executeNode(ai, { prompt: 'Why?', schema, model: 'large' }, nodeOf())).toMatchObject({
      output: { json: { cause: 'disk' } },
    });
    expect(asked[0]?.body).toMatchObject({ model: 'large', response_format: { type: 'json_object' } });
  });

  test.each([['It was the disk.'], ['[1]'], ['{"cause":1}'], ['{}']])('refuses %j', async (text) => {
    streams(text);
    await expect(executeNode(ai, { prompt: 'Why?', schema }, nodeOf())).rejects.toMatchObject({
      code: 'AI_ANSWER_INVALID',
      isRetryable: true,
    });
  });
});

test.each([
  [429, true],
  [503, true],
  [401, false],
  [400, false],
])('an answer of %i fails, is asked once, and may be tried again: %s', async (status, isRetryable) => {
  answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"No, thank you.","type":"x","param":null,"code":null}}');
  };
  await expect(executeNode(ai, { prompt: 'Why?' }, nodeOf())).rejects.toMatchObject({
    code: 'AI_FAILED',
    message: `The model answered ${status}: No, thank you.`,
    isRetryable,
    details: { status },
  });
  expect(asked).toHaveLength(1);
});

test('a redirect is not followed: the key goes nowhere else', async () => {
  answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
  await expect(executeNode(ai, { prompt: 'Why?', key: 'sk-1' }, nodeOf())).rejects.toMatchObject({ code: 'AI_FAILED' });
  expect(asked).toHaveLength(1);
});

test('an answer that breaks off is a failure', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ content: 'The' }), () => response.destroy());
  };
  await expect(executeNode(ai, { prompt: 'Why?' }, nodeOf())).rejects.toMatchObject({ code: 'AI_FAILED' });
});

test('canceling ends the question', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ content: 'The' }));
  };
  const abort = new AbortController();
  const node = nodeOf({ signal: abort.signal, progress: () => abort.abort(new Error('The run was canceled.')) });
  await expect(executeNode(ai, { prompt: 'Why?' }, node)).rejects.toThrow('The run was canceled.');
});

test('without a model nothing is asked', async () => {
  await expect(executeNode(ai, { prompt: 'Why?' }, nodeOf({ isSetUp: false }))).rejects.toMatchObject({
    code: 'AI_NOT_SET_UP',
    isRetryable: false,
  });
});
