// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are what is tested
import { expect, test } from '@jest/globals';
import type { ExpressionError } from './expression-error.ts';
import {
  checkExpression,
  evaluate,
  fillTemplates,
  namesInExpression,
  referencedNames,
  templatesIn,
} from './expressions.ts';

const variables = {
  input: {
    count: 3,
    price: 2.5,
    name: 'abc',
    nothing: null,
    items: [
      { n: 1, ok: true },
      { n: 2, ok: false },
    ],
  },
  nodes: { build: { output: { status: 200 } } },
};

test.each([
  ['input.count + 1', 4],
  ['input.count * 1.5', 4.5],
  ['input.count % 2', 1],
  ['input.count == 3 && input.price > 2', true],
  ['input.items.filter(i, i.ok)', [{ n: 1, ok: true }]],
  ['input.items.map(i, i.n * 2)', [2, 4]],
  ['input.items[input.count - 2].n', 2],
  ['input.name.substring(input.count - 2)', 'bc'],
  ['input.name.matches("^a.c$")', true],
  ['input.nothing == null', true],
  ['input.?missing.orValue("x")', 'x'],
  ['input.?missing', null],
  ['has(input.missing)', false],
  ['nodes.build.output.status == 200 ? "ok" : "bad"', 'ok'],
  ['[1, "a", null, {"a": [true]}]', [1, 'a', null, { a: [true] }]],
  ['timestamp("2024-01-01T00:00:00Z") + duration("1h")', '2024-01-01T01:00:00.000Z'],
  ['fromJson("[1, 2]")[1]', 2],
  ['toJson(input.items[0])', '{"n":1,"ok":true}'],
  ['keys(input).size()', 5],
  ['"a-b".replace("-", "$&")', 'a$&b'],
  ['round(input.price)', 3],
  ['9007199254740993', '9007199254740993'],
  ['1.0 / 0.0', 'Infinity'],
])('%s', (source, value) => {
  expect(evaluate(source, variables)).toEqual(value);
});

test('says what is wrong, and where', () => {
  expect(() => evaluate('input.missing', variables)).toThrow('No such key: missing.');
  expect(() => evaluate('1 +', {})).toThrow(expect.objectContaining({ position: 3 }));
  expect(() => evaluate(' ', {})).toThrow('The expression is empty.');
  expect(() => evaluate(`1 ${'+ 1'.repeat(2_000)}`, {})).toThrow('at most 4000');
});

test('fills templates at any depth; one that stands alone becomes its value', () => {
  const value = {
    a: 'n = ${{ input.count }}, ${{input.nothing}}${{ input.items[0] }}',
    b: ['${{ input.items }}'],
    c: 1,
  };
  expect(fillTemplates(value, variables)).toEqual({
    a: 'n = 3, {"n":1,"ok":true}',
    b: [variables.input.items],
    c: 1,
  });
  expect(fillTemplates('${{ {"a": {"b": "}}"}} }}', {})).toEqual({ a: { b: '}}' } });
  expect(fillTemplates('$ { {{ }} $${', {})).toBe('$ { {{ }} $${');
  expect(() => fillTemplates('${{ 1', {})).toThrow('needs two at its end');
});

test('finds templates and the names in them', () => {
  const value = { url: 'x/${{ nodes.build.output }}', list: ['${{ secrets["A"] + secrets.B + vars.c }}', '${{ open'] };
  expect(templatesIn(value).templates.map(({ path, source, isWhole }) => [path, source, isWhole])).toEqual([
    ['url', 'nodes.build.output', false],
    ['list.0', 'secrets["A"] + secrets.B + vars.c', true],
  ]);
  expect(templatesIn(value).problems).toMatchObject([{ path: 'list.1', position: 0 }]);
  expect(referencedNames({ url: value.url, list: [value.list[0]] })).toEqual({
    nodes: ['build'],
    secrets: ['A', 'B'],
    vars: ['c'],
  });
  expect(namesInExpression('nodes.a.output.exists(x, x == nodes.b.output)')).toMatchObject({ nodes: ['a', 'b'] });
});

const schemas = {
  input: {
    type: 'object',
    properties: {
      count: { type: 'integer' },
      price: { type: 'number' },
      name: { type: 'string' },
      any: {},
      items: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } } } },
    },
  },
  nodes: {
    type: 'object',
    properties: {
      build: {
        type: 'object',
        properties: { output: { type: 'object', properties: { status: { type: 'integer' } } } },
      },
    },
  },
  secrets: {},
  vars: {},
};

test.each([
  ['input.count + 1', 'int'],
  ['input.price * 2', 'double'],
  ['input.count == 2.0', 'bool'],
  ['size(input)', 'int'],
  ['"a" in input', 'bool'],
  ['input.items.map(i, i.n)', 'list'],
  ['input.items.filter(i, i.n > 1)', 'list'],
  ['input.any.what.ever[0]', 'dyn'],
  ['nodes["build"].output.status', 'int'],
  ['secrets.TOKEN', 'dyn'],
])('%s is right: %s', (source, type) => {
  expect(checkExpression(source, schemas)).toEqual({ problems: [], type });
});

test.each([
  ['input.cont', 'No such key: cont.', 6],
  ['input.items.map(i, i.m)', 'No such key: m.', 21],
  ['input.count + input.name', 'No such overload: int + string.', 0],
  ['nodes.biuld.output', 'No such key: biuld.', 6],
  ['nodes.build.output.stat', 'No such key: stat.', 19],
  ['unknown', 'Unknown variable: unknown.', 0],
  ['secrets[input.name]', 'Write the name after “secrets”: “secrets.name”.', 0],
  ['toJson(secrets)', 'Write the name after “secrets”: “secrets.name”.', 7],
])('%s is wrong', (source, message, position) => {
  expect(checkExpression(source, schemas).problems).toEqual([{ message, position }]);
});

/** What reached the host in expression languages that are JavaScript underneath, and names this one might have. */
const escapes = `
constructor
__proto__
prototype
toString
hasOwnProperty
valueOf
input.constructor
input.__proto__
input["__proto__"]
input["constructor"]
input.constructor.constructor("return process")()
input["constructor"]["constructor"]
input.toString
input.valueOf
input.hasOwnProperty("a")
input.__defineGetter__("a", 1)
input.__lookupGetter__("a")
input.isPrototypeOf
input.name.constructor
input.name.__proto__
input.name["constructor"]
input.name.length
input.items.constructor
input.items.__proto__
input.items["constructor"]
input.items.length
input.items["length"]
input.items["map"]
input.items["__proto__"]
input.items.push(1)
input.items.concat([1])
input.count.constructor
input.count.toFixed(1)
input.price["constructor"]
{}.constructor
{}.__proto__
{"a": 1}.constructor
{"a": 1}["__proto__"]
{"__proto__": {"isAdmin": true}}.isAdmin
{"__proto__": input}.name
{"constructor": 1}.constructor
[].constructor
[]["constructor"]
[1].__proto__
"".constructor
"".constructor.constructor("return process")()
"".sub.constructor
1.constructor
true.constructor
null.constructor
b"a".constructor
b"a".buffer
b"a"["buffer"]
b"{\\"__proto__\\": {\\"a\\": 1}}".json().a
b"x".toString()
type(1).constructor
type(1).name
timestamp("2024-01-01T00:00:00Z").constructor
timestamp("2024-01-01T00:00:00Z").toISOString()
timestamp("2024-01-01T00:00:00Z")["constructor"]
duration("1s").constructor
google.protobuf.Timestamp.constructor
google.constructor
google.protobuf.constructor.constructor
cel.constructor
cel.__proto__
cel["constructor"]
cel
cel.bind(constructor, 1, __proto__)
cel.bind(x, input, x.constructor)
cel.bind(__proto__, input, __proto__)
[1].map(constructor, constructor.constructor)
[input].map(x, x.constructor)
[input].map(x, x.__proto__)
[1].map(__proto__, __proto__)
[input].exists(x, x.constructor == 1)
has(input.constructor) || input.constructor
input.?constructor.orValue(input.?__proto__.orValue(process))
input.?__proto__.value()
input[?"__proto__"].value()
optional.constructor
optional.none().constructor
optional.of(input).constructor
optional.of(input).value().constructor
fromJson("{\\"__proto__\\": {\\"isAdmin\\": true}}").isAdmin
fromJson("{\\"constructor\\": {\\"name\\": \\"Date\\"}}").constructor.prototype
fromJson("{\\"a\\": 1}").__proto__
toJson(input.constructor)
keys(input.__proto__)
values(cel)
keys("abc".constructor)
dyn(input).constructor
dyn(input)["__proto__"]
process
process.env
process.mainModule.require("child_process").execSync("id")
require("child_process")
global
globalThis
globalThis.process
this
this.constructor.constructor("return process")()
self
window
module
exports
Function("return process")()
eval("process")
Object
Object.keys(input)
Reflect
Proxy
Symbol
Array
Date
JSON
Math.random()
import("fs")
fetch("http://127.0.0.1")
setTimeout(1, 1)
(function(){ return this.process.mainModule.require('child_process').execSync('id').toString() })()
(() => process)()
x => x
new Date()
\`\${process.env}\`
input.name = "x"
input.count++
delete input.name
let a = 1
var a = 1
function a() {}
class A {}
while (true) {}
for (;;) {}
return process
throw 1
async () => 1
await 1
yield 1
typeof process
void 0
input?.constructor
input?.["constructor"]
input ?? process
...input
[...input]
{...input}
a, b
a; process
$json
$evaluateExpression("1")
$input.constructor
_.template("x")
`
  .trim()
  .split('\n');

test(`${escapes.length} ways out lead nowhere`, () => {
  expect(escapes.length).toBeGreaterThanOrEqual(130);
  const out: unknown[] = [];
  for (const source of escapes) {
    try {
      out.push([source, evaluate(source, variables)]);
    } catch (error) {
      if ((error as Error).name !== 'ExpressionError') out.push([source, error]);
    }
  }
  expect(out).toEqual([]);
});

test('a payload that names prototypes changes nothing', () => {
  const hostile = JSON.parse('{"input": {"__proto__": {"isAdmin": true}, "a": 1}}');
  expect(() => evaluate('input.isAdmin', hostile)).toThrow();
  const result = fillTemplates({ copied: '${{ [input] }}' }, hostile) as { copied: object[] };
  expect(Object.getPrototypeOf(result.copied[0])).toBe(Object.prototype);
  expect(JSON.stringify(result)).not.toContain('isAdmin');
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

const big = Array.from({ length: 10_000 }, (_, i) => i);
const text = 'a'.repeat(1_000_000);
const doubling = (literal: string, times: number, inner: string) =>
  Array.from({ length: times }, (_, i) => `cel.bind(v${i + 1}, ${literal.replaceAll('V', `v${i}`)}, `).join('') +
  inner.replaceAll('V', `v${times}`) +
  ')'.repeat(times);

test.each([
  ['nested map', 'big.map(a, big.map(b, a * b))'],
  ['nested exists, which catches errors', 'big.exists(a, big.exists(b, a + b < -1.0))'],
  ['nested all', 'big.all(a, big.all(b, a + b >= 0))'],
  ['three deep', 'big.exists(a, big.exists(b, big.exists(c, a + b + c == -1)))'],
  ['or, which catches errors', 'big.all(a, big.map(b, b).size() > 0 || big.map(b, b).size() > 0)'],
  ['filter in filter', 'big.filter(a, big.filter(b, b == a).size() == 1)'],
  ['a search in each', 'big.exists(a, a + 0.5 in big)'],
  ['comparing lists', 'big.all(a, big == big.map(b, b))'],
  ['doubling lists', `cel.bind(v0, [1], ${doubling('V + V', 30, 'size(V)')})`],
  ['doubling texts', `cel.bind(v0, "ab", ${doubling('V + V', 30, 'size(V)')})`],
  ['a tree of lists', `cel.bind(v0, [1], ${doubling('[V, V]', 20, 'V')})`],
  ['comparing trees', `cel.bind(v0, [1], ${doubling('[V, V]', 20, 'V == [[V], V]')})`],
  ['a tree as JSON', `cel.bind(v0, [1], ${doubling('[V, V]', 20, 'toJson(V)')})`],
  ['joining', 'big.map(a, text).join(text)'],
  ['replacing', 'text.replace("a", text)'],
  ['splitting', 'big.map(a, text.split(""))'],
  ['searching long texts', 'big.exists(a, text.contains(text + "b"))'],
  ['searching backwards', 'text.lastIndexOf("b" + text.substring(500000))'],
  ['a duration of digits', 'duration(text.replace("a", "1"))'],
  ['time zones', 'big.map(a, timestamp("2024-01-01T00:00:00Z").getHours("Europe/Berlin"))'],
  ['a pattern on a long text', 'text.matches("(a+)+$")'],
  [
    'a pattern with counts',
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".matches("((a{0,30}){0,30}){0,30}$")',
  ],
  ['a pattern in each', 'big.all(a, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("^(a|aa)+$") || true)'],
  ['parentheses', `${'('.repeat(1_900)}1${')'.repeat(1_900)}`],
  ['lists in lists', `${'['.repeat(1_900)}${']'.repeat(1_900)}`],
])('%s is stopped', (_what, source) => {
  const begun = process.cpuUsage();
  let error: unknown;
  try {
    evaluate(source, { big, text });
  } catch (thrown) {
    error = thrown;
  }
  const { user, system } = process.cpuUsage(begun);
  expect((error as ExpressionError)?.name).toBe('ExpressionError');
  // 50 ms of its own; the rest is for a cold compiler and the collector of memory.
  expect((user + system) / 1_000).toBeLessThan(400);
});

test('a backtracking pattern is linear', () => {
  expect(evaluate('("a".matches("^(a+)+$")) && !"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("^(a+)+$")', {})).toBe(
    true,
  );
});
