import Bowser from 'bowser';

/** What somebody signed in with. */
export interface Device {
  /** “Firefox on Linux”; the program's own name where it is no browser. */
  name: string;
  kind: 'desktop' | 'phone' | 'program';
}

/** A `User-Agent` in words. It is what the other side calls itself: good for recognizing, no proof of anything. */
export function describeUserAgent(userAgent: string | null): Device {
  if (!userAgent) return { name: 'Unknown program', kind: 'program' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!browser.name) return { name: userAgent.split(/[\s/]/, 1)[0] || 'Unknown program', kind: 'program' };
  const isHandheld = platform.type === 'mobile' || platform.type === 'tablet';
  return { name: os.name ? `${browser.name} on ${os.name}` : browser.name, kind: isHandheld ? 'phone' : 'desktop' };
}
