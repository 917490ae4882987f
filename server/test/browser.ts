import type { TestApp } from './test-app.ts';

interface Page {
  status: number;
  /** Where it ended, as path with query for pages of the app, else as whole address. */
  address: string;
  /** What the app set on the way. */
  setCookies: string[];
}

/** A person's browser, as far as signing in elsewhere needs one: cookies per origin, and redirects that are followed. */
export class Browser {
  readonly #app: TestApp;
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(app: TestApp) {
    this.#app = app;
  }

  /** Follows redirects until they lead to a page of the app that is no station of signing in, or with `isFollowed` to one it refuses. */
  async open(path: string, isFollowed: (url: URL) => boolean = () => true): Promise<Page> {
    let url = new URL(path, this.#app.url);
    const setCookies: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookies(url.origin) } });
      await response.arrayBuffer();
      this.#keep(url.origin, response.headers.getSetCookie());
      if (url.origin === this.#app.url) setCookies.push(...response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (!location) return { status: response.status, address: this.#addressOf(url), setCookies };
      url = new URL(location, url);
      const isStation = url.origin !== this.#app.url || url.pathname.startsWith('/auth/');
      if (!isStation || !isFollowed(url)) return { status: response.status, address: this.#addressOf(url), setCookies };
    }
    throw new Error(`Redirects without end: ${url.href}`);
  }

  /** The header that it would send. */
  cookies(origin = this.#app.url): string {
    return [...(this.#jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Another browser with the same cookies: a thief's. */
  copy(): Browser {
    const copy = new Browser(this.#app);
    for (const [origin, jar] of this.#jars) copy.#jars.set(origin, new Map(jar));
    return copy;
  }

  /** What a page of the app would ask. */
  async ask<Data = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}) {
    const csrf = [...(this.#jars.get(this.#app.url) ?? [])].find(([name]) => name.endsWith('pilothouse_csrf'))?.[1];
    const response = await fetch(`${this.#app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: this.cookies(),
        origin: this.#app.url,
        ...(csrf ? { 'x-csrf-token': csrf } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    this.#keep(this.#app.url, response.headers.getSetCookie());
    return (await response.json()) as {
      data?: Data | null;
      errors?: { message: string; extensions: { code: string } }[];
    };
  }

  /** Who is signed in here, by address; null for nobody. */
  async viewer(): Promise<string | null> {
    const { data } = await this.ask<{ viewer: { email: string } | null }>('{ viewer { email } }');
    return data?.viewer?.email ?? null;
  }

  #keep(origin: string, setCookies: string[]): void {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const isOver = attributes.some((attribute) => /^max-age=0$|^expires=.*1970/i.test(attribute));
      if (isOver) jar.delete(name);
      else jar.set(name, value);
    }
  }

  #addressOf(url: URL): string {
    return url.origin === this.#app.url ? url.pathname + url.search + url.hash : url.href;
  }
}
