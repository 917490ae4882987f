import { rightsKey } from '../../platform/auth/authorize.ts';
import { projectAlertsTopic } from '../../platform/events.ts';
import type { LiveField } from '../../platform/graphql/live-source.ts';
import { findProject } from '../projects/project.service.ts';
import { countOpenFirings } from './alert.queries.ts';
import type { AlertsChange } from './alert.types.ts';

/** `alertsChanged(projectId)`: how things stand at once, then whenever a rule, a firing or a silence has changed. */
export const alertsChangedField: LiveField<{ projectId: string }> = {
  field: 'alertsChanged',
  async open(ctx, { projectId }) {
    const project = await findProject(ctx, projectId);
    return {
      kind: 'state',
      topic: projectAlertsTopic(project.id),
      rightsKey: rightsKey(ctx.actor, project.id),
      async read(ctx) {
        const openCount = await countOpenFirings(ctx, project.id);
        const value: AlertsChange = { projectId: project.id, openCount, at: ctx.app.now() };
        return { value };
      },
    };
  },
};

export const alertLiveFields = [alertsChangedField];
