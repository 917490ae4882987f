/** Rights grouped by what they are about: `deployment:create`, `deployment:cancel` → `deployment: create, cancel`. */
export function groupPermissions(permissions: string[]): Array<{ subject: string; verbs: string[] }> {
  const groups = new Map<string, string[]>();
  for (const permission of permissions) {
    const [subject = permission, verb = ''] = permission.split(':');
    groups.set(subject, [...(groups.get(subject) ?? []), verb]);
  }
  return [...groups].map(([subject, verbs]) => ({ subject, verbs }));
}
