import { postgresStore } from './postgres-store.ts';
import type { AnalyticsStore } from './store.types.ts';

/** Where this installation keeps and counts its facts. */
export const analyticsStore: AnalyticsStore = postgresStore;
