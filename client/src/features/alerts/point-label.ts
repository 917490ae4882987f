const formats = new Map<string, Intl.DateTimeFormat>();

/** `2 Mar 14:15` in the project’s zone. */
export function formatLabel(at: string, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    });
    formats.set(zone, format);
  }
  return format.format(new Date(at));
}
