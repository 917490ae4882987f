import { rightsKey } from '../../platform/auth/authorize.ts';
import { projectIncidentsTopic } from '../../platform/events.ts';
import type { LiveField } from '../../platform/graphql/live-source.ts';
import { findProject } from '../projects/project.service.ts';
import { findIncident, listIncidents } from './incident.queries.ts';

/** `incidentsChanged(projectId)`: each incident of the project that is opened, changed or resolved. */
export const incidentsChangedField: LiveField<{ projectId: string }> = {
  field: 'incidentsChanged',
  async open(ctx, { projectId }) {
    const project = await findProject(ctx, projectId);
    return {
      kind: 'keys',
      topic: projectIncidentsTopic(project.id),
      rightsKey: rightsKey(ctx.actor, project.id),
      read: (ctx, id) => findIncident(ctx, id),
      async recentKeys(ctx) {
        const recent = await listIncidents(ctx, project.id, { first: 20, filter: null });
        return recent.nodes.map((incident) => incident.id).reverse();
      },
    };
  },
};

export const incidentLiveFields = [incidentsChangedField];
