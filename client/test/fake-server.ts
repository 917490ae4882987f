import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLUnionType, graphql, parse } from 'graphql';

/** What the server answers: for each root field a value, or a function of the arguments, over the real schema. */
export type FakeRoot = Record<string, unknown>;

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
(schema.getType('Actor') as GraphQLUnionType).resolveType = (value: { email?: string }) =>
  value.email ? 'User' : 'Token';

/** An error as the server sends it. */
export class FakeError extends Error {
  readonly extensions: Record<string, unknown>;
  constructor(code: string, message: string, extensions: Record<string, unknown> = {}) {
    super(message);
    this.extensions = { code, ...extensions };
  }
}

/** A server in the browser's place: HTTP through `fetch`, subscriptions through `WebSocket`, both over the real schema. */
export interface FakeServer {
  root: FakeRoot;
  /** The names of the operations that were asked, in order. */
  operations: string[];
  /** Sends a subscription's next value to whoever listens. */
  push: (field: string, value: unknown) => Promise<void>;
  /** Cuts every socket, as a restarted server does, and refuses new ones until `accept`. */
  drop: (code?: number) => void;
  accept: () => void;
}

interface Subscriber {
  id: string;
  field: string;
  query: string;
  variables: Record<string, unknown>;
  socket: FakeSocket;
}

let current: { isAccepting: boolean; sockets: Set<FakeSocket>; subscribers: Set<Subscriber> };

/** Just enough of a WebSocket that speaks `graphql-transport-ws`. */
class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  protocol = 'graphql-transport-ws';
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    super();
    const server = current;
    queueMicrotask(() => {
      if (!server.isAccepting) return this.end(1006);
      server.sockets.add(this);
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string) {
    const message = JSON.parse(text) as {
      type: string;
      id: string;
      payload: { query: string; variables: Record<string, unknown> };
    };
    if (message.type === 'connection_init') this.receive({ type: 'connection_ack' });
    if (message.type === 'ping') this.receive({ type: 'pong' });
    if (message.type === 'complete') {
      for (const subscriber of current.subscribers)
        if (subscriber.id === message.id) current.subscribers.delete(subscriber);
    }
    if (message.type === 'subscribe') {
      const { query, variables } = message.payload;
      current.subscribers.add({ id: message.id, field: rootField(query), query, variables, socket: this });
    }
  }

  receive(message: unknown) {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  close(code = 1000) {
    this.end(code);
  }

  end(code: number) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    current.sockets.delete(this);
    for (const subscriber of current.subscribers)
      if (subscriber.socket === this) current.subscribers.delete(subscriber);
    this.onclose?.({ code, reason: '', wasClean: code === 1000 });
  }
}

/** Puts the fake server in the place of `fetch` and `WebSocket`. Call once per test. */
export function startFakeServer(root: FakeRoot): FakeServer {
  current = { isAccepting: true, sockets: new Set(), subscribers: new Set() };
  const operations: string[] = [];
  const answer = async (query: string, variables: Record<string, unknown>, rootValue: unknown) => {
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue });
    return JSON.stringify({ ...result, extensions: { requestId: 'req_test' } });
  };
  const server: FakeServer = {
    root,
    operations,
    push: async (field, value) => {
      for (const subscriber of [...current.subscribers].filter((each) => each.field === field)) {
        // Executed as a query of the same shape: the payload is what the real server would send.
        const payload = await answer(subscriber.query, subscriber.variables, { [field]: value });
        subscriber.socket.receive({ type: 'next', id: subscriber.id, payload: JSON.parse(payload) });
      }
    },
    drop: (code = 1006) => {
      current.isAccepting = false;
      for (const socket of current.sockets) socket.end(code);
    },
    accept: () => {
      current.isAccepting = true;
    },
  };
  const fetch = async (_url: string, init: { body: string }) => {
    const { query, variables, operationName } = JSON.parse(init.body) as {
      query: string;
      variables: Record<string, unknown>;
      operationName: string;
    };
    operations.push(operationName);
    const body = await answer(query, variables, server.root);
    return {
      ok: true,
      status: 200,
      headers: new Headers({ 'content-type': 'application/json', 'x-request-id': 'req_test' }),
      text: async () => body,
    };
  };
  Object.assign(globalThis, { fetch, WebSocket: FakeSocket });
  return server;
}

function rootField(query: string): string {
  const operation = parse(query).definitions.find((definition) => definition.kind === 'OperationDefinition');
  const field = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections[0] : undefined;
  return field?.kind === 'Field' ? field.name.value : '';
}
