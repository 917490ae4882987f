import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

export const CLIENT = { id: 'pilothouse', secret: 'a secret that both sides know, long enough' };

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

type Claims = Record<string, unknown>;

export interface RealIssuer {
  url: string;
  /** Who is sitting at the issuer's page: the subject, and what it says of them. */
  person: { sub: string } & Claims;
  /** `false`: the person declines. */
  consents: boolean;
  /** Registers the app that comes back to this address. */
  serve(callbackUrl: string): void;
  close(): Promise<void>;
}

/** The issuer's store; it warns of its own. */
function keepInMemory(): (model: string) => Adapter {
  const rows = new Map<string, AdapterPayload>();
  return (model) => {
    const find = async (id: string) => rows.get(`${model}:${id}`);
    return {
      find,
      upsert: async (id, payload) => void rows.set(`${model}:${id}`, payload),
      consume: async (id) => void Object.assign((await find(id)) ?? {}, { consumed: true }),
      destroy: async (id) => void rows.delete(`${model}:${id}`),
      findByUid: async (uid) => [...rows.values()].find((row) => row.uid === uid),
      findByUserCode: async () => undefined,
      revokeByGrantId: async () => undefined,
    };
  };
}

/** A certified implementation, with people who consent at once. User info has the claims; the ID token only the subject. */
export async function startRealIssuer(): Promise<RealIssuer> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'real', alg: 'RS256', use: 'sig' };
  let provider: Provider | null = null;
  const { server, url } = await listen(async (request, response) => {
    if (!provider) return void response.writeHead(503).end();
    if (!request.url?.startsWith('/interaction/')) return void provider.callback()(request, response);
    const { params, session } = await provider.interactionDetails(request, response);
    if (!issuer.consents)
      return provider.interactionFinished(request, response, {
        error: 'access_denied',
        error_description: '<b>no</b>',
      });
    const grant = new provider.Grant({ accountId: session?.accountId ?? issuer.person.sub, clientId: CLIENT.id });
    grant.addOIDCScope(String(params.scope));
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: issuer.person.sub }, consent: { grantId: await grant.save() } },
      { mergeWithLastSubmission: true },
    );
  });
  const issuer: RealIssuer = {
    url,
    person: { sub: 'nobody' },
    consents: true,
    serve(callbackUrl) {
      provider = new Provider(url, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callbackUrl] }],
        jwks: { keys: [jwk] },
        adapter: keepInMemory(),
        cookies: { keys: ['a key of cookies'] },
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
        ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
        findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...issuer.person, sub }) }),
      });
    },
    close: () => close(server),
  };
  return issuer;
}

/** What the hostile issuer does otherwise than an honest one. */
export interface Malice {
  /** Changes the claims of the ID token. */
  claims?: (claims: JWTPayload) => Claims;
  /** Signs them in another way. */
  sign?: (claims: Claims, keys: HostileKeys) => Promise<string>;
  userInfo?: Claims;
  /** Answers instead of the endpoint of this path. */
  answer?: { path: string; with: (response: ServerResponse) => void };
}
export interface HostileKeys {
  own: CryptoKey;
  foreign: CryptoKey;
}
export interface HostileIssuer {
  url: string;
  malice: Malice;
  /** The nonce of the sign-in under way, which an honest issuer gives back. */
  nonce: string | null;
  /** Bodies that its token endpoint was sent. */
  tokenRequests: URLSearchParams[];
  close(): Promise<void>;
}

/** Signs its own tokens, and anything else. The code is the person's subject; it can be redeemed for ever. */
export async function startHostileIssuer(metadata: Claims = {}): Promise<HostileIssuer> {
  const [own, foreign] = await Promise.all(
    ['own', 'foreign'].map(() => generateKeyPair('RS256', { extractable: true })),
  );
  if (!own || !foreign) throw new Error('There are two.');
  const keys: HostileKeys = { own: own.privateKey, foreign: foreign.privateKey };
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  const { server, url } = await listen(async (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const body = await text(request);
    if (issuer.malice.answer?.path === path) return issuer.malice.answer.with(response);
    const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (path === '/.well-known/openid-configuration')
      return void json({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...metadata,
      });
    if (path === '/jwks') return void json({ keys: [jwk] });
    if (path === '/userinfo') return void json(issuer.malice.userInfo ?? {});
    if (path !== '/token') return void response.writeHead(404).end();
    const params = new URLSearchParams(body);
    issuer.tokenRequests.push(params);
    const now = Math.floor(Date.now() / 1_000);
    const sub = params.get('code') ?? '';
    const honest: JWTPayload = {
      iss: url,
      sub,
      aud: CLIENT.id,
      iat: now,
      exp: now + 300,
      email: `${sub}@example.com`,
      email_verified: true,
      name: sub,
      ...(issuer.nonce === null ? {} : { nonce: issuer.nonce }),
    };
    const claims = issuer.malice.claims?.(honest) ?? honest;
    const id_token = await (issuer.malice.sign ?? signHonestly)(claims, keys);
    json({ access_token: 'x', token_type: 'Bearer', expires_in: 300, id_token });
  });
  const issuer: HostileIssuer = {
    url,
    malice: {},
    nonce: null,
    tokenRequests: [],
    close: () => close(server),
  };
  return issuer;
}

export const signHonestly = (claims: Claims, { own }: HostileKeys) =>
  new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(own);
