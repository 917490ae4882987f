import type { Problem } from '../src/platform/errors.ts';
import type { TestApp } from './test-app.ts';

/** Somebody who uses the API, with their credential. */
export interface TestActor {
  app: TestApp;
  /** What a failed test calls them. */
  name: string;
  headers: Record<string, string>;
  /** Of a person: their account. */
  userId: string | null;
  email: string | null;
}

export type Variables = Record<string, unknown>;

export interface ApiErrorBody {
  message: string;
  path?: (string | number)[];
  extensions?: { code: string; problems?: Problem[]; retryAfterMs?: number };
}

/** What the server said, as it was said. */
export interface Answer<Data = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: { data?: Data | null; errors?: ApiErrorBody[]; extensions?: { requestId: string } };
}

/** The first error of an answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly problems: Problem[];
  readonly paths: string[];

  constructor(error: ApiErrorBody) {
    super(error.message);
    this.code = error.extensions?.code ?? '';
    this.problems = error.extensions?.problems ?? [];
    this.paths = this.problems.map((problem) => problem.path);
  }
}

/** The API as `actor` sees it: over HTTP, through everything that a request meets. */
export function as(actor: TestActor) {
  const answer = async <Data = Record<string, unknown>>(
    operation: string,
    variables: Variables = {},
  ): Promise<Answer<Data>> => {
    const response = await fetch(`${actor.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...actor.headers },
      body: JSON.stringify({ query: operation, variables }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer<Data>['body'],
    };
  };
  return {
    answer,
    /** The data; rejects with an {@link ApiError} when there is any error. */
    async run<Data = Record<string, unknown>>(operation: string, variables: Variables = {}): Promise<Data> {
      const { body } = await answer<Data>(operation, variables);
      if (body.errors?.[0]) throw new ApiError(body.errors[0]);
      return body.data as Data;
    },
    /** The error; rejects when there is none. */
    async fail(operation: string, variables: Variables = {}): Promise<ApiError> {
      const { body } = await answer(operation, variables);
      if (!body.errors?.[0]) throw new Error(`${actor.name} was not refused: ${JSON.stringify(body.data)}`);
      return new ApiError(body.errors[0]);
    },
    /** Another path of the server. */
    fetch: (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${actor.app.url}${path}`, { ...init, headers: { ...actor.headers, ...init.headers } }),
  };
}
