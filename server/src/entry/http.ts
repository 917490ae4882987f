import { createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http';
import { join } from 'node:path';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Registry } from 'prom-client';
import { settleAttempts } from '../features/audit/attempt.service.ts';
import { settingsNow } from '../features/settings/settings.service.ts';
import { type App, type Context, systemContext } from '../platform/context.ts';
import { knownError } from '../platform/db/known-errors.ts';
import { query } from '../platform/db/sql.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { FactsBuffer } from '../platform/facts-buffer.ts';
import { DEFECT_MESSAGE } from '../platform/graphql/errors.ts';
import type { RefusalCounts } from '../platform/limits/refusals.ts';
import { VERSION } from '../platform/version.ts';
import { addressOf } from './address.ts';
import { bodyLimits, discardBody, jsonBody, MAX_BODY_BYTES } from './bodies.ts';
import { listedOrigins } from './cross-origin.ts';
import { isAllowedOrigin } from './forgery.ts';
import { createApollo, validateWithLimits } from './graphql.ts';
import { graphqlDoor, nameErrors, readError } from './graphql-door.ts';
import { hookDoor } from './hooks.ts';
import { HTTP_STATUS } from './http-status.ts';
import { Admission, balanceHeaders, refusalHeaders, setHeaders } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { recordRefusedRequest } from './refused-attempts.ts';
import { type ConnectionParams, contextOf, isStillAllowed, requestIdOf } from './request.ts';
import { restApi } from './rest.ts';
import { createSchema, liveFields } from './schema.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { attachSubscriptions } from './subscriptions.ts';
import { liveLimits } from './subscriptions-limits.ts';

/** Who sends a request by the byte holds its connection no longer than this; no answer has to come from so slow a client. */
const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  // Longer than the 60 s of the usual proxies, so that it is never us who closes what one is about to use.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
};
const MAX_REQUESTS_PER_SOCKET = 10_000;
/** A round trip to an issuer, and some statements. */
const SIGN_IN_POINTS = 100;

export interface HttpDoor {
  server: Server;
  close(): Promise<void>;
}

/** Everything that answers over HTTP, in the order in which a request meets it. `facts` counts what is answered. */
export async function createHttpDoor(app: App, facts = new FactsBuffer(app)): Promise<HttpDoor> {
  const schema = createSchema();
  const web = express().disable('x-powered-by').set('etag', false);
  const server = createServer(SERVER_OPTIONS);
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  const admission = new Admission(app, schema, () => ratesOf(app));
  const subscriptions = attachSubscriptions({
    httpServer: server,
    schema,
    events: app.events,
    log: app.log,
    liveFields,
    authenticate: async (request, params) => {
      const text = (name: string) => (typeof params?.[name] === 'string' ? params[name] : null);
      // Of a WebSocket; a stream of events is a POST and has headers.
      const isSocket = request.method === 'GET';
      const brought = isSocket ? { authorization: text('authorization'), csrfToken: text('csrfToken') ?? '' } : null;
      const ctx = await contextOf(app, request, brought ? { params: brought } : {});
      opened.set(ctx, { request, params: brought });
      return ctx;
    },
    isAllowedOrigin: (request) => isAllowedOrigin(app, request),
    recheck: (ctx) => recheck(app, ctx),
    validate: validateWithLimits,
    limits: liveLimits(app, admission, facts),
  });
  const apollo = await createApollo(app, schema, server, admission, facts);
  const secure = securityHeaders(app);
  server.on(
    'request',
    graphqlDoor({ app, apollo, admission, web, headers: headersSetBy(secure), maxBodyBytes: MAX_BODY_BYTES }),
  );

  web.use(nameRequest, secure, bodyLimits(admission.refusals));
  web.use(
    health(app),
    metrics(app, admission.refusals, () => subscriptions.counts()),
  );
  web.use(['/graphql', '/api/v1'], listedOrigins(app));
  web.use('/graphql', ownPagesOnly(app));
  web.post('/graphql/stream', (request, response) => subscriptions.handleStream(request, response));
  web.use(
    '/graphql',
    signIn(app, admission),
    refuseUnreadable,
    jsonBody,
    nameAllErrors,
    expressMiddleware(apollo, { context: async ({ req }) => contexts.get(req) as Context }),
  );
  web.use('/api/v1', restApi(app, admission, facts));
  web.use('/hooks', hookDoor(app, admission));
  web.use('/auth', paidByAddress(app, admission), signInRoutes(app));
  web.use(client(app));
  web.use((request, response) => sendError(app, request, response, notFound('page')));
  web.use(brokenRequest(app, admission.refusals));
  return {
    server,
    async close() {
      await subscriptions.close();
      server.closeIdleConnections();
      await apollo.stop();
      await admission.close();
      await facts.close();
      await settleAttempts(app).catch((error: unknown) =>
        app.log.error({ error }, 'refused attempts could not be counted'),
      );
    },
  };
}

/** As administrators set them. */
function ratesOf(app: App) {
  const settings = settingsNow(app);
  return {
    anonymous: settings.anonymousPointsPerMinute,
    user: settings.userPointsPerMinute,
    service: settings.servicePointsPerMinute,
  };
}

/** With what each live connection was opened, to look whether it still holds. */
const opened = new WeakMap<Context, { request: IncomingMessage; params: ConnectionParams | null }>();

async function recheck(app: App, ctx: Context): Promise<boolean> {
  const by = opened.get(ctx);
  return by ? isStillAllowed(app, by.request, ctx, by.params) : false;
}

const nameRequest: RequestHandler = (request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
};

/** What no page of ours uses: a script that got in after all can't ask for it either. */
const UNUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/**
 * No inline scripts anywhere, and connections to this server only. Styles may be inline, for without it (tried in Chromium)
 * toasts have no looks and dialogs don't hold the page still, which both add `<style>` elements, and the editor of the
 * playground, which sets style attributes, is in ruins.
 */
function securityHeaders(app: App): RequestHandler {
  const isSecure = app.config.publicUrl?.startsWith('https://') ?? false;
  const permissions = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ');
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', permissions);
    guard(request, response, next);
  };
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

/** By any of these a proxy shows itself; not all of them send all. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** With the token where one is set, else from this machine only. */
function metrics(app: App, refusals: RefusalCounts, live: () => Record<string, number>): express.Router {
  // Made when somebody asks: it watches the process for as long as that runs, and holds what it tells of.
  let registry: Registry | undefined;
  const router = express.Router();
  router.get('/metrics', async (request, response) => {
    const { metricsToken } = app.config;
    // What a proxy on this machine hands on comes from elsewhere.
    const isForwarded = PROXY_HEADERS.some((name) => request.headers[name] !== undefined);
    const isLocal = !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
    const isAllowed = metricsToken ? request.headers.authorization === `Bearer ${metricsToken}` : isLocal;
    if (!isAllowed) {
      response
        .status(403)
        .type('text/plain')
        .send('Ask from this machine, or with PILOTHOUSE_METRICS_TOKEN as bearer token.\n');
      return;
    }
    registry ??= createMetrics(app, refusals, live);
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** Pages of other sites can't act with the viewer's cookie. Beside it Apollo refuses requests that a plain form can send. */
function ownPagesOnly(app: App): RequestHandler {
  return (request, response, next) => {
    if (isAllowedOrigin(app, request)) return next();
    const who = request.headers.origin ?? 'another site';
    sendError(app, request, response, new AppError('CSRF_REFUSED', `Pages of ${who} may not use this API.`));
  };
}

/** The context of each request to GraphQL. */
const contexts = new WeakMap<Request, Context>();

/** Credentials are looked at before anything is read: wrong ones are 401 here, and inside Apollo they would be its defect. */
function signIn(app: App, admission: Admission): RequestHandler {
  return async (request, response, next) => {
    try {
      const ctx = await admission.admit(() => contextOf(app, request, { response }), addressOf(app, request));
      contexts.set(request, ctx);
    } catch (error) {
      return sendError(app, request, response, error);
    }
    // NOTE: the prevention protects the cookie; whoever sends none, such as curl, needs no header to get by.
    if (request.method === 'GET' && !request.headers.cookie) request.headers['apollo-require-preflight'] = 'no cookie';
    next();
  };
}

/** Routes that need nobody to be signed in take points of the address. */
function paidByAddress(app: App, admission: Admission): RequestHandler {
  return (request, response, next) => {
    try {
      setHeaders(response, balanceHeaders(admission.chargeAddress(addressOf(app, request), SIGN_IN_POINTS)));
    } catch (error) {
      return sendError(app, request, response, error);
    }
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
  recordRefusedRequest(app, request, error, contexts.get(request));
  const { code, message, details } = known ?? new AppError('INTERNAL', DEFECT_MESSAGE);
  setHeaders(response, refusalHeaders(known));
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
function brokenRequest(app: App, refusals: RefusalCounts) {
  return (
    error: { status?: number; isOurs?: boolean; message?: string },
    request: Request,
    response: Response,
    next: NextFunction,
  ) => {
    if (response.headersSent) return next(error);
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) return sendError(app, request, response, error);
    if (status === 404 || status === 403) return sendError(app, request, response, notFound('page'));
    if (!error.isOurs) {
      refusals.add(status === 413 ? 'body_size' : status === 415 ? 'body_type' : 'body_broken');
      if (!request.complete) discardBody(request);
    }
    const message = error.isOurs
      ? error.message
      : status === 413
        ? 'The request is larger than 1 MB.'
        : `The request could not be read: ${error.message ?? 'it is malformed'}.`;
    const problems = [{ path: '', message }];
    response.status(status).json({
      errors: [{ message, extensions: { code: 'INVALID_INPUT', problems } }],
      extensions: { requestId: requestIdOf(request) },
    });
  };
}
