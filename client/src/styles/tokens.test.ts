import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const css = readFileSync('client/src/styles/tokens.css', 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = css.split(`[data-theme="${theme}"]`)[1]?.split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const statuses = ['queued', 'waiting', 'running', 'succeeded', 'failed', 'canceled'];
const pairs = [
  ...['n-7', 'n-8', 'n-9', 'n-10', 'accent-text', ...statuses].map((text) => [text, 'n-1']),
  ...['n-8', 'n-9', 'n-10', 'accent-text', ...statuses].map((text) => [text, 'n-2']),
  ...['n-8', 'n-9', 'n-10', ...statuses].map((text) => [text, 'n-3']),
  ['n-10', 'n-4'],
  ...statuses.map((status) => [status, `${status}-soft`]),
  ['n-9', 'failed-soft'],
  ['n-8', 'failed-soft'],
  ['accent-text', 'accent-soft'],
  ['n-8', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent', 'danger'],
  ['n-9', 'mark'],
];

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  test.each(pairs)('%s on %s is readable (4.5 : 1)', (text = '', background = '') => {
    expect(contrast(tokens.get(text) ?? '', tokens.get(background) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
