import { useSyncExternalStore } from 'react';

// One timer for the whole page, however many times are shown; none while nothing is shown or the page is hidden.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = Date.now();

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function followVisibility(): void {
  clearInterval(timer);
  timer = undefined;
  if (document.hidden) return;
  tick();
  timer = setInterval(tick, 1_000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    nowMs = Date.now();
    timer = setInterval(tick, 1_000);
    document.addEventListener('visibilitychange', followVisibility);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', followVisibility);
  };
}

/**
 * The time, from one clock shared by the page. The component renders again only when the time, cut to `stepMs`, moved:
 * 1,000 for something that runs, 15,000 for ages in minutes.
 */
export function useNow(stepMs = 15_000): Date {
  const cut = useSyncExternalStore(subscribe, () => Math.floor((timer ? nowMs : Date.now()) / stepMs) * stepMs);
  return new Date(cut);
}
