import { useSyncExternalStore } from 'react';
import { readStored, store } from './storage.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'pilothouse.theme';
const listeners = new Set<() => void>();

/** What the person chose; `system` follows the operating system. Keep in step with public/theme-boot.js. */
function readThemeChoice(): ThemeChoice {
  const stored = readStored(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Paper is white. */
let isPrinting = false;

function resolveTheme(): 'light' | 'dark' {
  if (isPrinting) return 'light';
  const choice = readThemeChoice();
  if (choice !== 'system') return choice;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(choice: ThemeChoice): void {
  store(key, choice === 'system' ? null : choice);
  applyTheme();
}

/** Switches to the theme that isn't shown now. */
export function toggleTheme(): void {
  chooseTheme(resolveTheme() === 'dark' ? 'light' : 'dark');
}

/** The theme of the page as it is. What paints with colours of the page must not know of another before the page does. */
function shownTheme(): 'light' | 'dark' {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : resolveTheme();
}

function applyTheme(): void {
  document.documentElement.dataset.theme = resolveTheme();
  for (const listener of listeners) listener();
}

function print(isNow: boolean): void {
  isPrinting = isNow;
  applyTheme();
}
window.addEventListener('beforeprint', () => print(true));
window.addEventListener('afterprint', () => print(false));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', applyTheme);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', applyTheme);
  };
}

/** The theme on screen, and the choice behind it. */
export function useTheme(): { theme: 'light' | 'dark'; choice: ThemeChoice } {
  const theme = useSyncExternalStore(subscribe, shownTheme);
  const choice = useSyncExternalStore(subscribe, readThemeChoice);
  return { theme, choice };
}
