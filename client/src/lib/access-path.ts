/** The page that says who may deploy a service to an environment, and why. */
export function deployAccessPath(slug: string, place: { environmentId?: string; serviceId?: string }): string {
  const search = new URLSearchParams({ permission: 'deployment:create' });
  if (place.environmentId) search.set('environment', place.environmentId);
  if (place.serviceId) search.set('service', place.serviceId);
  return `/p/${slug}/settings/access?${search}`;
}
