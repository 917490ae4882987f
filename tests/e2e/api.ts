/** The API as a script uses it, to set up what a test begins with. */

interface GraphQLError {
  message: string;
  extensions?: { code?: string };
}

interface Answer<Data> {
  data?: Data | null;
  errors?: GraphQLError[];
}

export class ApiError extends Error {
  readonly code: string;
  constructor(error: GraphQLError) {
    super(error.message);
    this.code = error.extensions?.code ?? 'UNKNOWN';
  }
}

/** Somebody's way to the API: with a session's cookies, or with a token. */
export class Api {
  readonly url: string;
  cookies: string[] = [];
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.#token = token;
  }

  async run<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await this.#post('/graphql', 'application/json', { query, variables });
    this.#keep(response);
    const { data, errors } = (await response.json()) as Answer<Data>;
    if (errors?.[0]) throw new ApiError(errors[0]);
    if (!data) throw new Error(`No data, status ${response.status}.`);
    return data;
  }

  /** What a subscription says until the server completes it. */
  async *follow<Data>(query: string, variables: Record<string, unknown> = {}): AsyncGenerator<Data> {
    const response = await this.#post('/graphql/stream', 'text/event-stream', { query, variables });
    this.#keep(response);
    if (!response.body) throw new Error(`No stream, status ${response.status}.`);
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (/^event: complete/m.test(event)) return;
        const line = /^data: (\{.*)$/m.exec(event)?.[1];
        if (!line) continue;
        const { data, errors } = JSON.parse(line) as Answer<Data>;
        if (errors?.[0]) throw new ApiError(errors[0]);
        if (data) yield data;
      }
    }
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const cookie = line.split(';')[0] ?? '';
      const name = cookie.split('=')[0];
      this.cookies = this.cookies.filter((other) => other.split('=')[0] !== name);
      if (!cookie.endsWith('=')) this.cookies.push(cookie);
    }
  }

  #post(path: string, accept: string, body: unknown): Promise<Response> {
    const csrf = this.cookies.find((cookie) => cookie.startsWith('pilothouse_csrf='))?.split('=')[1];
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        accept,
        'content-type': 'application/json',
        origin: this.url,
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        ...(this.cookies.length > 0 ? { cookie: this.cookies.join('; ') } : {}),
        ...(csrf ? { 'x-csrf-token': csrf } : {}),
      },
      body: JSON.stringify(body),
    });
  }
}

/** Waits until a deployment has ended, or until it satisfies `isEnough`; says how it stands then. */
export async function settled(
  api: Api,
  id: string,
  isEnough: (deployment: DeploymentState) => boolean = () => false,
): Promise<DeploymentState> {
  let last: DeploymentState | undefined;
  const query = `subscription Settled($id: ID!) {
    deploymentChanged(id: $id) { id number status statusReason version logLineCount }
  }`;
  for await (const { deploymentChanged } of api.follow<{ deploymentChanged: DeploymentState }>(query, { id })) {
    last = deploymentChanged;
    if (isEnough(last)) break;
  }
  if (!last) throw new Error(`Nothing was said about ${id}.`);
  return last;
}

export interface DeploymentState {
  id: string;
  number: number;
  status: string;
  statusReason: string | null;
  version: string;
  logLineCount: number;
}
