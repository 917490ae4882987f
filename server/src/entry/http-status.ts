import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../platform/context.ts';
import type { ErrorCode } from '../platform/errors.ts';

/** The HTTP status of each code, where a status says what became of a request. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  CSRF_REFUSED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVITATION_INVALID: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  DRAFT_CONFLICT: 409,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  SECRET_UNREADABLE: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/**
 * Who says `Accept: application/json` gets 200 for a well-formed request, whatever became of it: in that media type the status
 * is the transport's alone (GraphQL over HTTP, 6.4.1). For all others Apollo's 400 for a document that can't be run stays.
 */
export const statusByMediaType: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        const accept = request.http?.headers.get('accept') ?? '';
        const isLegacy = accept.includes('application/json') && !accept.includes('application/graphql-response+json');
        if (isLegacy && request.query && response.http.status === 400) response.http.status = 200;
      },
    };
  },
};
