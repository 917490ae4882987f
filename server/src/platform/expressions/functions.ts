/** What an expression may call, for completion and reference. */
export interface ExpressionFunction {
  name: string;
  /** `text.contains(part)`: of methods with the kind of value that they are called on. */
  signature: string;
  description: string;
  /** Called on a value: `list.map(…)`, not `map(list, …)`. */
  isMethod: boolean;
}

const FUNCTIONS: [signature: string, description: string][] = [
  ['has(value.field)', 'Whether the field is there.'],
  ['size(value)', 'How many characters a text has, elements a list or fields an object.'],
  ['keys(object)', 'The names of its fields, as a list.'],
  ['values(object)', 'The values of its fields, as a list.'],
  ['toJson(value)', 'The value written as JSON.'],
  ['fromJson(text)', 'The value that a text of JSON says.'],
  ['round(number)', 'The nearest whole number.'],
  ['string(value)', 'The value as a text.'],
  ['int(value)', 'A number without its fraction, or the whole number that a text says.'],
  ['double(value)', 'The number that a text says.'],
  ['uint(value)', 'The value as a whole number of 0 or more.'],
  ['bool(value)', 'What “true” and “false” say.'],
  ['bytes(text)', 'The text as bytes in UTF-8.'],
  ['timestamp(text)', 'The moment that a text in RFC 3339 says, or a number of seconds since 1970.'],
  ['duration(text)', 'How long a text such as “90m” or “1h30m” says.'],
  ['type(value)', 'What kind of value it is.'],
  ['dyn(value)', 'The value, whose kind is not checked before it runs.'],
  ['cel.bind(name, value, expression)', 'The expression, in which the name stands for the value.'],
  ['optional.of(value)', 'A value that is there, for what takes one that may be missing.'],
  ['optional.none()', 'A value that is missing.'],
];

const METHODS: [signature: string, description: string][] = [
  ['list.map(item, expression)', 'What the expression gives for each element.'],
  ['list.map(item, condition, expression)', 'The same, only for elements for which the condition holds.'],
  ['list.filter(item, condition)', 'The elements for which the condition holds.'],
  ['list.all(item, condition)', 'Whether the condition holds for every element.'],
  ['list.exists(item, condition)', 'Whether the condition holds for at least one element.'],
  ['list.exists_one(item, condition)', 'Whether the condition holds for exactly one element.'],
  ['list.join(separator)', 'Texts put together, the separator between them.'],
  ['value.size()', 'How many characters a text has, elements a list or fields an object.'],
  ['text.contains(part)', 'Whether the part is in the text.'],
  ['text.startsWith(part)', 'Whether the text begins with the part.'],
  ['text.endsWith(part)', 'Whether the text ends with the part.'],
  ['text.matches(pattern)', 'Whether the regular expression (RE2) is found in the text.'],
  ['text.replace(part, other)', 'The text with each part replaced by the other.'],
  ['text.split(separator)', 'The parts between separators, as a list.'],
  [
    'text.substring(from, to)',
    'The characters from one place, counted from 0, to before another; left out: to the end.',
  ],
  ['text.indexOf(part)', 'Where the part is found first, counted from 0; -1 where it is not.'],
  ['text.lastIndexOf(part)', 'Where the part is found last, counted from 0; -1 where it is not.'],
  ['text.trim()', 'The text without white space around it.'],
  ['text.lowerAscii()', 'The text with A–Z as small letters.'],
  ['text.upperAscii()', 'The text with a–z as capital letters.'],
  ['time.getFullYear(timeZone)', 'The year, in UTC or in a time zone such as “Europe/Berlin”.'],
  ['time.getMonth(timeZone)', 'The month, from 0 for January.'],
  ['time.getDate(timeZone)', 'The day of the month, from 1.'],
  ['time.getDayOfMonth(timeZone)', 'The day of the month, from 0.'],
  ['time.getDayOfWeek(timeZone)', 'The day of the week, from 0 for Sunday.'],
  ['time.getDayOfYear(timeZone)', 'The day of the year, from 0.'],
  ['time.getHours(timeZone)', 'The hour of a moment, or the whole hours of a duration.'],
  ['time.getMinutes(timeZone)', 'The minute of a moment, or the whole minutes of a duration.'],
  ['time.getSeconds(timeZone)', 'The second of a moment, or the whole seconds of a duration.'],
  ['time.getMilliseconds(timeZone)', 'The millisecond of a moment or of a duration.'],
  ['bytes.base64()', 'The bytes as base64.'],
  ['bytes.hex()', 'The bytes as hexadecimal digits.'],
  ['bytes.string()', 'The text that bytes in UTF-8 say.'],
  ['bytes.json()', 'The value that bytes of JSON say.'],
  ['bytes.at(index)', 'The byte at a place, counted from 0.'],
  ['optional.hasValue()', 'Whether a value such as “object.?field” is there.'],
  ['optional.value()', 'The value; an error where it is missing.'],
  ['optional.or(other)', 'The value, or the other one where it is missing: both may be.'],
  ['optional.orValue(value)', 'The value, or this one where it is missing: “object.?field.orValue(0)”.'],
];

const nameIn = (signature: string) => signature.slice(0, signature.indexOf('('));

/** All that the language offers, the usual first. */
export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = [
  ...FUNCTIONS.map(([signature, description]) => ({
    name: nameIn(signature),
    signature,
    description,
    isMethod: false,
  })),
  ...METHODS.map(([signature, description]) => ({
    name: nameIn(signature).split('.')[1] ?? '',
    signature,
    description,
    isMethod: true,
  })),
];
