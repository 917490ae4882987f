import { z } from 'zod';
import { weightRules } from '../scores/score.rules.ts';

/** Of one person; beyond it what was longest unchanged is forgotten. */
export const MOST_PREFERENCES = 500;

const place = z.number().min(-1e7, 'Use –10,000,000 to 10,000,000.').max(1e7, 'Use –10,000,000 to 10,000,000.');

/**
 * Everything that is kept for a person, and what it looks like. What is stored and does not fit any more counts as not kept.
 * A value has at most 4 KiB, which the table holds to.
 */
export const PREFERENCES = {
  /** Of a workflow: what its canvas shows. */
  'workflow.viewport': z.object({
    x: place,
    y: place,
    zoom: z.number().min(0.05, 'A zoom is 0.05 to 4.').max(4, 'A zoom is 0.05 to 4.'),
  }),
  /** Of a project: how much each part of a service's score weighs. */
  'scores.weights': weightRules,
};

export type PreferenceKey = keyof typeof PREFERENCES;
export type Preference<Key extends PreferenceKey> = z.output<(typeof PREFERENCES)[Key]>;

/** What was stored, or null where it is nothing that can be used. */
export function storedPreference<Key extends PreferenceKey>(key: Key, value: unknown): Preference<Key> | null {
  const result = PREFERENCES[key].safeParse(value);
  return result.success ? (result.data as Preference<Key>) : null;
}
