import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { type App, type Context, systemContext } from '../platform/context.ts';
import { knownError } from '../platform/db/known-errors.ts';
import { query } from '../platform/db/sql.ts';
import { AppError, forbidden, notFound } from '../platform/errors.ts';
import { DEFECT_MESSAGE } from '../platform/graphql/errors.ts';
import { VERSION } from '../platform/version.ts';
import { createApollo, validateWithLimits } from './graphql.ts';
import { graphqlDoor, nameErrors, readError } from './graphql-door.ts';
import { HTTP_STATUS } from './http-status.ts';
import { createMetrics } from './metrics.ts';
import { contextOf, isAllowedOrigin, isStillAllowed, requestIdOf } from './request.ts';
import { restApi } from './rest.ts';
import { createSchema, liveFields } from './schema.ts';
import { attachSubscriptions } from './subscriptions.ts';

const MAX_BODY = '1mb';
const MAX_BODY_BYTES = 1024 ** 2;

export interface HttpDoor {
  server: Server;
  close(): Promise<void>;
}

/** Everything that answers over HTTP, in the order in which a request meets it. */
export async function createHttpDoor(app: App): Promise<HttpDoor> {
  const schema = createSchema();
  const web = express().disable('x-powered-by').set('etag', false);
  const server = createServer();
  const subscriptions = attachSubscriptions({
    httpServer: server,
    schema,
    events: app.events,
    log: app.log,
    liveFields,
    authenticate: async (request, params) => {
      const authorization = typeof params?.authorization === 'string' ? params.authorization : null;
      const ctx = await contextOf(app, request, { authorization });
      opened.set(ctx, { request, authorization });
      return ctx;
    },
    isAllowedOrigin: (request) => isAllowedOrigin(app, request),
    recheck: (ctx) => recheck(app, ctx),
    validate: validateWithLimits,
  });
  const apollo = await createApollo(app, schema, server);
  const secure = securityHeaders(app);
  server.on('request', graphqlDoor({ app, apollo, web, headers: headersSetBy(secure), maxBodyBytes: MAX_BODY_BYTES }));

  web.use(nameRequest, secure);
  web.use(
    health(app),
    metrics(app, () => subscriptions.counts()),
  );
  web.use('/graphql', ownPagesOnly(app));
  web.post('/graphql/stream', (request, response) => subscriptions.handleStream(request, response));
  web.use(
    '/graphql',
    signIn(app),
    refuseUnreadable,
    express.json({ limit: MAX_BODY_BYTES }),
    nameAllErrors,
    expressMiddleware(apollo, { context: async ({ req }) => contexts.get(req) as Context }),
  );
  web.use('/api/v1', restApi(app));
  web.use(client(app));
  web.use((request, response) => sendError(app, request, response, notFound('page')));
  web.use(brokenRequest(app));
  return {
    server,
    async close() {
      await subscriptions.close();
      server.closeIdleConnections();
      await apollo.stop();
    },
  };
}

/** With what each live connection was opened, to look whether it still holds. */
const opened = new WeakMap<Context, { request: Parameters<typeof contextOf>[1]; authorization: string | null }>();

async function recheck(app: App, ctx: Context): Promise<boolean> {
  const by = opened.get(ctx);
  return by ? isStillAllowed(app, by.request, ctx, by.authorization) : false;
}

const nameRequest: RequestHandler = (request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
};

/** No inline scripts anywhere. Styles may be inline: the editor of the playground and the popovers set them. */
function securityHeaders(app: App): RequestHandler {
  const isSecure = app.config.publicUrl?.startsWith('https://') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** The headers that a middleware sets whatever is asked for. */
function headersSetBy(middleware: RequestHandler): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const response = { setHeader: (name: string, value: string) => headers.push([name, value]), removeHeader() {} };
  middleware({} as Request, response as unknown as Response, () => {});
  return headers;
}

function health(app: App): express.Router {
  const router = express.Router();
  const checked: RequestHandler = async (_request, response) => {
    const isReachable = await query(systemContext(app, 'health'), 'select 1').then(
      () => true,
      () => false,
    );
    response
      .status(isReachable ? 200 : 503)
      .json({ status: isReachable ? 'ok' : 'unavailable', database: isReachable ? 'ok' : 'unreachable' });
  };
  router.get(['/health', '/health/ready'], checked);
  router.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/version', (_request, response) => void response.json({ version: VERSION, node: process.version }));
  return router;
}

/** With the token where one is set, else from this machine only. */
function metrics(app: App, live: () => Record<string, number>): express.Router {
  const registry = createMetrics(app, live);
  const router = express.Router();
  router.get('/metrics', async (request, response) => {
    const { metricsToken } = app.config;
    // What a proxy on this machine hands on comes from elsewhere.
    const isForwarded = Boolean(request.headers.forwarded ?? request.headers['x-forwarded-for']);
    const isLocal = !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
    const isAllowed = metricsToken ? request.headers.authorization === `Bearer ${metricsToken}` : isLocal;
    if (!isAllowed) {
      response
        .status(403)
        .type('text/plain')
        .send('Ask from this machine, or with PILOTHOUSE_METRICS_TOKEN as bearer token.\n');
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** Pages of other sites can't act with the viewer's cookie. Beside it Apollo refuses requests that a plain form can send. */
function ownPagesOnly(app: App): RequestHandler {
  return (request, response, next) => {
    if (isAllowedOrigin(app, request)) return next();
    sendError(app, request, response, forbidden(`Pages of ${request.headers.origin} may not use this API.`));
  };
}

/** The context of each request to GraphQL. */
const contexts = new WeakMap<Request, Context>();

/** Credentials are looked at before anything is read: wrong ones are 401 here, and inside Apollo they would be its defect. */
function signIn(app: App): RequestHandler {
  return async (request, response, next) => {
    try {
      contexts.set(request, await contextOf(app, request, { response }));
    } catch (error) {
      return sendError(app, request, response, error);
    }
    // NOTE: the prevention protects the cookie; whoever sends none, such as curl, needs no header to get by.
    if (request.method === 'GET' && !request.headers.cookie) request.headers['apollo-require-preflight'] = 'no cookie';
    next();
  };
}

const refuseUnreadable: RequestHandler = (request, _response, next) => next(readError(request));

/** See {@link nameErrors}. */
const nameAllErrors: RequestHandler = (request, response, next) => {
  const send = response.send.bind(response);
  response.send = (body: unknown) =>
    send(typeof body === 'string' ? nameErrors(response.statusCode, body, requestIdOf(request)) : body);
  next();
};

function sendError(app: App, request: Request, response: Response, error: unknown): void {
  const known = knownError(error);
  if (!known) app.log.error({ err: error, requestId: requestIdOf(request) }, 'a request failed');
  const { code, message, details } = known ?? new AppError('INTERNAL', DEFECT_MESSAGE);
  response
    .status(HTTP_STATUS[code])
    .json({ errors: [{ message, extensions: { code, ...details } }], extensions: { requestId: requestIdOf(request) } });
}

/** The built React client: hashed files for ever, its pages fresh each time. */
function client(app: App): express.Router {
  const { clientDir } = app.config;
  const router = express.Router();
  const page =
    (name: string): RequestHandler =>
    (_request, response) =>
      response.sendFile(join(clientDir, name), { headers: { 'Cache-Control': 'no-cache' } }, (error) => {
        if (error && !response.headersSent)
          response
            .status(503)
            .type('text/plain')
            .send('The client is not built. Run “npm start”, or “node pilothouse.mjs build”.\n');
      });
  router.use(
    '/assets',
    express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false, index: false }),
  );
  router.get('/playground', page('playground.html'));
  router.use(express.static(clientDir, { index: false, cacheControl: false }));
  router.get(/.*/, page('index.html'));
  return router;
}

/** Bodies that can't be read: too large, no JSON, a wrong charset. */
function brokenRequest(app: App) {
  return (
    error: { status?: number; type?: string; message?: string },
    request: Request,
    response: Response,
    next: NextFunction,
  ) => {
    if (response.headersSent) return next(error);
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) return sendError(app, request, response, error);
    if (status === 404 || status === 403) return sendError(app, request, response, notFound('page'));
    const message =
      status === 413
        ? `The request is larger than ${MAX_BODY}.`
        : `The request could not be read: ${error.message ?? 'it is malformed'}.`;
    const problems = [{ path: '', message }];
    response.status(status).json({
      errors: [{ message, extensions: { code: 'INVALID_INPUT', problems } }],
      extensions: { requestId: requestIdOf(request) },
    });
  };
}
