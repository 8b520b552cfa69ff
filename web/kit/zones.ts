export const ZONE_HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is set, or this machine's, may be called by a name that the browser's list does not have. */
export const zonesBeside = (value: string): readonly string[] => [
  ...new Set([value, ZONE_HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
];

/** The zone that somebody typed, by its name or by its city alone; null: none is called so, or several are. */
export function zoneCalled(text: string): string | null {
  const words = text.trim().toLowerCase().replaceAll(' ', '_');
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  const [city, another] = zones.filter((zone) => zone.toLowerCase().split('/').at(-1) === words);
  return (
    zones.find((zone) => zone.toLowerCase() === words) ??
    (another === undefined ? city : undefined) ??
    (words.includes('/') ? known(text.trim()) : null)
  );
}

/** A name of before, such as Asia/Kolkata was or is, which the list does not have. */
function known(name: string): string | null {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
}
