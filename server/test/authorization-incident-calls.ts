import { newId } from '../src/lib/ids.ts';
import { byId, byInput, type Call, LONG, ofProject } from './authorization-call.ts';
import type { Cast } from './factories.ts';
import { makeIncident } from './incidents.ts';

/** An incident, and a webhook of incidents. */
export async function makeIncidents({ app, project }: Cast) {
  const incidentHook = newId('incidentHook');
  await app.sql(
    `insert into incident_hooks (id, project_id, name, severity, secret_value) values ($1, $2, 'A', 'HIGH', '')`,
    [incidentHook, project.id],
  );
  return { incident: (await makeIncident(project)).id, incidentHook };
}

export const INCIDENT_CALLS: Record<string, Call> = {
  createIncident: byInput('createIncident', 'CreateIncidentInput', ofProject({ title: '' }), 'INVALID_INPUT'),
  createIncidentHook: byInput(
    'createIncidentHook',
    'CreateIncidentHookInput',
    ofProject({ name: '' }),
    'INVALID_INPUT',
  ),
  deleteIncidentHook: byId('deleteIncidentHook', async ({ cast }) => (await makeIncidents(cast)).incidentHook),
  linkIncident: byInput(
    'linkIncident',
    'LinkIncidentInput',
    ({ ids }) => ({ id: ids.incident, duplicateOfId: ids.incident }),
    'INVALID_INPUT',
  ),
  reopenIncident: byId('reopenIncident', ({ ids }) => ids.incident),
  resolveIncident: byInput(
    'resolveIncident',
    'ResolveIncidentInput',
    ({ ids }) => ({ id: ids.incident, note: LONG.repeat(2) }),
    'INVALID_INPUT',
  ),
  rotateIncidentHookSecret: byId('rotateIncidentHookSecret', ({ ids }) => ids.incidentHook),
  updateIncident: byInput(
    'updateIncident',
    'UpdateIncidentInput',
    ({ ids }) => ({ id: ids.incident, title: '' }),
    'INVALID_INPUT',
  ),
};
