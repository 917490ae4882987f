import { useEffect, useRef } from 'react';

interface ScrollListeners {
  /** The person scrolled up. */
  onAway: () => void;
  /** The person scrolled down to the end. */
  onEnd: () => void;
  /** After any scrolling, at most once per frame. */
  onScroll: () => void;
}

const endSlackPx = 18;
const intentMs = 800;

/**
 * Tells a person's scrolling from our own and the list's: only what follows a wheel, a touch, a key or a pressed pointer counts. That the
 * view went up says nothing: the browser moves it up too, when the window grows or what is listed gets shorter for a moment.
 */
export function useScrollIntent(scroller: HTMLElement | null, listeners: ScrollListeners): void {
  const latest = useRef(listeners);
  useEffect(() => {
    latest.current = listeners;
  });
  useEffect(() => {
    if (!scroller) return;
    let intentAt = Number.NEGATIVE_INFINITY;
    let isHeld = false;
    let frame = 0;
    let lastTop = scroller.scrollTop;
    let lastHeight = scroller.scrollHeight;
    const intend = () => {
      intentAt = performance.now();
    };
    // A press on the scrollbar has no end that a page hears of; the next movement without a button is it.
    const press = (event: PointerEvent) => {
      intend();
      isHeld = event.buttons > 0;
    };
    const hover = (event: PointerEvent) => {
      if (event.buttons === 0) isHeld = false;
    };
    const scrolled = () => {
      const end = scroller.scrollHeight - scroller.clientHeight;
      const top = Math.min(scroller.scrollTop, end);
      const isUp = top < lastTop - 1 && scroller.scrollHeight >= lastHeight;
      lastTop = top;
      lastHeight = scroller.scrollHeight;
      const isMeant = isHeld || performance.now() - intentAt < intentMs;
      if (isMeant && isUp) latest.current.onAway();
      else if (isMeant && end - top < endSlackPx) latest.current.onEnd();
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => latest.current.onScroll());
    };
    const passive = { passive: true };
    scroller.addEventListener('wheel', intend, passive);
    scroller.addEventListener('touchmove', intend, passive);
    scroller.addEventListener('keydown', intend, passive);
    scroller.addEventListener('pointerdown', press, passive);
    scroller.addEventListener('pointermove', hover, passive);
    scroller.addEventListener('scroll', scrolled, passive);
    return () => {
      cancelAnimationFrame(frame);
      scroller.removeEventListener('wheel', intend);
      scroller.removeEventListener('touchmove', intend);
      scroller.removeEventListener('keydown', intend);
      scroller.removeEventListener('pointerdown', press);
      scroller.removeEventListener('pointermove', hover);
      scroller.removeEventListener('scroll', scrolled);
    };
  }, [scroller]);
}
