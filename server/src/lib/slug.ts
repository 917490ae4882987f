const LONGEST_SLUG = 40;

/** `Deploy to Köln!` → `deploy-to-koln`; `otherwise` for a name without letters and digits; with a number where that is taken. */
export function freeSlug(name: string, taken: readonly string[], otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/g, '');
  const wanted = plain || otherwise;
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const candidate = wanted.slice(0, LONGEST_SLUG - ending.length).replace(/-$/, '') + ending;
    if (!taken.includes(candidate)) return candidate;
  }
}
