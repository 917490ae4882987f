import { describe, expect, test } from '@jest/globals';
import { fillHealthUrl, parseServiceManifest } from './service-manifest.rules.ts';
import { checkParameters, findSchemaProblem } from './service-parameters.rules.ts';

const problemsOf = (text: string) =>
  parseServiceManifest(text).problems.map(({ path, line, message }) => `${line} ${path}: ${message}`);

const shell = 'name: Web\nrunner: SHELL\nentrypoint: [node, deploy.mjs]\n';
const ansible = 'name: Web\nrunner: ansible\nentrypoint: site.yaml\n';

describe('a good service.yaml', () => {
  test('the least, SHELL', () => {
    expect(parseServiceManifest(shell)).toEqual({
      manifest: {
        name: 'Web',
        runner: 'SHELL',
        entrypoint: ['node', 'deploy.mjs'],
        timeoutSeconds: 3600,
        cancelGraceSeconds: 10,
      },
      problems: [],
    });
  });

  test('the least, ANSIBLE in lower case', () => {
    const { manifest, problems } = parseServiceManifest(ansible);
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({ runner: 'ANSIBLE', entrypoint: 'site.yaml' });
    expect(manifest).not.toHaveProperty('inventory');
  });

  test('everything', () => {
    const text = `${ansible}description: The site
inventory: inventories/all
steps: [Build, Switch]
timeoutSeconds: 60
cancelGraceSeconds: 0
health:
  url: '{{url}}/health?port={{ parameters.port }}'
parameters:
  type: object
  required: [port]
  properties:
    port: { type: integer, minimum: 1, default: 80, title: Port }
`;
    expect(parseServiceManifest(text)).toMatchObject({
      manifest: {
        description: 'The site',
        inventory: 'inventories/all',
        steps: ['Build', 'Switch'],
        cancelGraceSeconds: 0,
        health: { expectStatus: 200, timeoutSeconds: 60, attempts: 30, intervalSeconds: 2 },
      },
      problems: [],
    });
  });

  test.each(['hosts.ini', 'web1,web2,', 'localhost,'])('inventory %s', (inventory) => {
    expect(problemsOf(`${ansible}inventory: ${inventory}\n`)).toEqual([]);
  });
});

describe('problems, each with its line', () => {
  test.each([
    ['', ['1 : must be a map of keys, such as "name: My service"']],
    ['- a\n', ['1 : must be a map of keys, such as "name: My service"']],
    ['just text', ['1 : must be a map of keys, such as "name: My service"']],
    ['name: Web\n', ['1 runner: is required: SHELL or ANSIBLE']],
    [`${shell}color: blue\n`, ['4 color: is not a key of service.yaml (for this runner)']],
    [`${shell}inventory: hosts\n`, ['4 inventory: is not a key of service.yaml (for this runner)']],
    [`${shell}__proto__: 1\n`, ['4 __proto__: is not a key of service.yaml (for this runner)']],
    ['name: Web\nrunner: DOCKER\nentrypoint: x\n', ['2 runner: must be SHELL or ANSIBLE']],
    ['name: Web\nrunner: [SHELL]\n', ['2 runner: must be SHELL or ANSIBLE']],
    ['name: ""\nrunner: SHELL\nentrypoint: [a]\n', ['1 name: expected string to have >=1 characters']],
    ['name: 7\nrunner: SHELL\nentrypoint: [a]\n', ['1 name: expected string, received number']],
    ['runner: SHELL\nname: Web\n', ['1 entrypoint: is required']],
    ['name: Web\nrunner: SHELL\nentrypoint:\n  - node\n  - 7\n', ['5 entrypoint.1: expected string, received number']],
    [
      `${shell}health:\n  expectStatus: 99\n`,
      ['4 health.url: is required', '5 health.expectStatus: expected number to be >=100'],
    ],
    [
      `${shell}health:\n  url: http://x\n  retries: 3\n`,
      ['6 health.retries: is not a key of service.yaml (for this runner)'],
    ],
    [`${shell}timeoutSeconds: 1.5\n`, ['4 timeoutSeconds: expected int, received number']],
    [`${shell}timeoutSeconds: 9999999\n`, ['4 timeoutSeconds: expected number to be <=604800']],
    [`${shell}cancelGraceSeconds: -1\n`, ['4 cancelGraceSeconds: expected number to be >=0']],
    [`${shell}steps: Build\n`, ['4 steps: expected array, received string']],
    [`${shell}parameters: { type: array }\n`, ['4 parameters: must be a JSON Schema with "type: object" at its top']],
    [`${shell}health: { url: "ftp://x" }\n`, ['4 health.url: must begin with http://, https:// or {{url}}']],
    [
      `${shell}health: { url: "{{ env.HOME }}" }\n`,
      ['4 health.url: may hold only the placeholders {{url}} and {{parameters.<name>}}'],
    ],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
    expect(parseServiceManifest(text).manifest).toBeNull();
  });

  test.each(['/etc/site.yaml', '../site.yaml', 'a/../../b', 'a/..', ''])(
    'the playbook %j leaves the folder',
    (path) => {
      expect(problemsOf(`name: Web\nrunner: ANSIBLE\nentrypoint: ${JSON.stringify(path)}\n`)).toHaveLength(1);
      expect(problemsOf(`${ansible}inventory: ${JSON.stringify(path)}\n`)).toHaveLength(1);
    },
  );

  test('a shell string says what to write instead', () => {
    for (const entrypoint of ['node deploy.mjs && echo done', '[]']) {
      const [problem] = problemsOf(`name: Web\nrunner: SHELL\nentrypoint: ${entrypoint}\n`);
      expect(problem).toContain('must be a list: the program and its arguments, for example ["node", "deploy.mjs"]');
      expect(problem).toContain('["sh", "-c", "…"]');
    }
  });

  test('all at once', () => {
    expect(problemsOf('runner: SHELL\nentrypoint: x\ncolor: 1\ntimeoutSeconds: soon\n')).toHaveLength(4);
  });

  test.each([
    ['a: [', 'is not valid YAML'],
    ['a: 1\na: 2\n', 'is not valid YAML: Map keys must be unique'],
    ['a: *b\n', 'is not valid YAML'],
    ['[{'.repeat(10_000), 'is not valid YAML'],
    ['x'.repeat(40_000), 'is 40000 bytes long; at most 32768 are read'],
    [
      `a: &a [x]\n${'bcdefgh'
        .split('')
        .map((key, at) => `${key}: &${key} [${`*${'abcdefg'[at]},`.repeat(9)}]`)
        .join('\n')}`,
      'alias',
    ],
  ])('text that is no YAML, or too much of it: %.20j', (text, message) => {
    const startedAt = performance.now();
    expect(problemsOf(text)[0]).toContain(message);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('the schema of the parameters', () => {
  test.each([
    [
      { type: 'object', properties: { a: { type: 'integer', default: 'x' } } },
      'has an invalid default: a must be integer',
    ],
    [
      { type: 'object', properties: { a: { typo: 1 } } },
      'is not a valid JSON Schema: strict mode: unknown keyword: "typo"',
    ],
    [{ type: 'object', properties: { a: { type: 'text' } } }, 'is not a valid JSON Schema: schema is invalid'],
    [{ type: 'object', properties: { a: { pattern: '(' } } }, 'is not a valid JSON Schema: Invalid regular expression'],
    [
      { type: 'object', properties: { a: { $ref: 'http://x/y' } } },
      "is not a valid JSON Schema: can't resolve reference",
    ],
    [{ properties: {} }, 'must be a JSON Schema with "type: object" at its top'],
  ])('%j', (schema, problem) => {
    expect(findSchemaProblem(schema)).toContain(problem);
  });

  test.each([
    [{ type: 'object' }],
    [
      {
        type: 'object',
        $id: 'same',
        properties: { a: { type: 'string', format: 'uri', title: 'A' } },
        required: ['a'],
      },
    ],
    [{ type: 'object', $id: 'same', properties: { a: { type: ['string', 'null'] } } }],
  ])('%j is good', (schema) => {
    expect(findSchemaProblem(schema)).toBeNull();
  });
});

describe('parameters', () => {
  const schema = {
    type: 'object',
    required: ['port'],
    properties: {
      port: { type: 'integer', minimum: 1 },
      mode: { enum: ['fast', 'safe'], default: 'safe' },
      tags: { type: 'array', items: { type: 'object', properties: { 'a/b': { type: 'string' } } } },
      code: { type: 'string', pattern: '^(a|a)*$' },
    },
  };

  test('get their defaults, and the input stays as it was', () => {
    const input = { port: 80 };
    expect(checkParameters(schema, input)).toEqual({ parameters: { port: 80, mode: 'safe' }, problems: [] });
    expect(input).toEqual({ port: 80 });
  });

  test.each<[unknown, object[]]>([
    [{}, [{ path: 'port', message: 'is required' }]],
    [{ port: 0 }, [{ path: 'port', message: 'must be >= 1' }]],
    [{ port: '80' }, [{ path: 'port', message: 'must be integer' }]],
    [{ port: 1, Port: 2 }, [{ path: 'Port', message: 'is not a parameter of this service' }]],
    [{ port: 1, mode: 'x' }, [{ path: 'mode', message: 'must be one of fast, safe' }]],
    [{ port: 1, tags: [{ 'a/b': 1 }] }, [{ path: 'tags.0.a/b', message: 'must be string' }]],
    [JSON.parse('{"port":1,"__proto__":{}}'), [{ path: '__proto__', message: 'is not a parameter of this service' }]],
    [null, [{ path: '', message: 'must be an object' }]],
    [[], [{ path: '', message: 'must be an object' }]],
    [{ port: 1, code: 'x'.repeat(70_000) }, [{ path: '', message: 'must be at most 65536 bytes of JSON' }]],
  ])('%.60j', (input, problems) => {
    expect(checkParameters(schema, input).problems).toEqual(problems);
  });

  test('a service without a schema takes none', () => {
    expect(checkParameters(null, {})).toEqual({ parameters: {}, problems: [] });
    expect(checkParameters(undefined, { a: 1 }).problems).toHaveLength(1);
  });

  test('a pattern that would take hours is stopped', () => {
    // Its own time, not that of a busy machine.
    const before = process.cpuUsage();
    const { problems } = checkParameters(schema, { port: 1, code: `${'a'.repeat(60)}!` });
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(250);
    expect(problems).toEqual([{ path: '', message: 'took too long to check: see the patterns in service.yaml' }]);
    expect(checkParameters(schema, { port: 1, code: 'aa' }).problems).toEqual([]);
  });
});

describe("the health check's URL", () => {
  const facts = { url: 'http://web.test:4801/', parameters: { port: 8080, path: 'up', on: true, list: [1] } };
  test.each([
    ['{{url}}/health', 'http://web.test:4801/health'],
    ['{{ url }}', 'http://web.test:4801/'],
    ['http://localhost:{{parameters.port}}/{{ parameters.path }}', 'http://localhost:8080/up'],
    ['https://x.test/{{parameters.on}}', 'https://x.test/true'],
  ])('%s', (template, url) => {
    expect(fillHealthUrl(template, facts)).toEqual({ url });
  });

  test.each([
    ['http://x/{{parameters.nothing}}', 'The health check needs parameters.nothing, which has no value.'],
    ['http://x/{{parameters.list}}', 'The health check needs parameters.list, which has no value.'],
    ['http://user:pw@x/', "The health check's URL is not a plain http or https address"],
    ['http://', "The health check's URL is not a plain http or https address"],
  ])('%s', (template, problem) => {
    expect(fillHealthUrl(template, facts)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('an environment without a URL', () => {
    const { problem } = fillHealthUrl('{{url}}/x', { url: null, parameters: {} }) as { problem: string };
    expect(problem).toBe('The health check needs the URL of the environment, which has none.');
  });
});
