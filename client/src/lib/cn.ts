/** Joins class names, leaving out what is empty. Later classes do not override earlier ones: variants must not overlap. */
export function cn(...names: Array<string | false | null | undefined>): string {
  return names.filter(Boolean).join(' ');
}
