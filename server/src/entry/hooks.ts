import { type Request, type Response, Router } from 'express';
import { receiveIncidents } from '../features/incidents/incident-hook.service.ts';
import { receiveCall, waitForRun } from '../features/triggers/hook.service.ts';
import { kindOfId } from '../lib/ids.ts';
import { type App, createContext } from '../platform/context.ts';
import { addressOf } from './address.ts';
import { rawBody } from './bodies.ts';
import { type Admission, balanceHeaders, setHeaders } from './limits.ts';
import { requestIdOf } from './request.ts';

/** Some statements; 1,000 calls a minute from one address by default. */
const CALL_POINTS = 30;
const ANSWER_MS = 30_000;
/** Beyond this the others are told where the run is, as by a webhook that doesn't wait. */
const MOST_WAITING = 200;

/** `POST /hooks/:id`: calls of webhooks of workflows and incidents, and of addresses that waiting nodes have shown. */
export function hookDoor(app: App, admission: Admission): Router {
  const router = Router();
  let waitingCount = 0;

  const answer = async (request: Request, response: Response) => {
    const address = addressOf(app, request);
    setHeaders(response, balanceHeaders(admission.chargeAddress(address, CALL_POINTS)));
    const body = await rawBody(request);
    const system = { kind: 'SYSTEM', id: null, name: 'Webhook' } as const;
    const ctx = createContext(app, system, { requestId: requestIdOf(request), address });
    const key = String(request.params.id);
    if (kindOfId(key) === 'incidentHook') {
      const incidentIds = await receiveIncidents(ctx, { hookId: key, body, headers: request.headers });
      return void response.status(202).json({ incidentIds });
    }
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const { runId, isAwaited } = await receiveCall(ctx, {
      key,
      body,
      headers: request.headers,
      query,
    });
    if (!isAwaited || waitingCount >= MOST_WAITING) return void response.status(202).json({ runId });
    const left = new AbortController();
    response.once('close', () => left.abort());
    waitingCount += 1;
    const end = await waitForRun(ctx, runId, ANSWER_MS, left.signal).finally(() => {
      waitingCount -= 1;
    });
    if (response.destroyed) return;
    if (!end) return void response.status(202).json({ runId });
    response.status(end.status === 'SUCCEEDED' ? 200 : 422).json({ runId, ...end });
  };

  // What it throws, Express hands on to the last of the doors.
  router.post('/:id', answer);
  return router;
}
