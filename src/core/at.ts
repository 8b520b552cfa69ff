/** What stands at a place such as `period.first`, or `list.0.name`; undefined where there is none. */
export function at(value: unknown, place: string): unknown {
  let found = value;
  for (const name of place.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}
