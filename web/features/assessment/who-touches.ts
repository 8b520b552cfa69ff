import { count, counted } from '#web/kit/when.ts';

interface Said {
  readonly engineers: string;
  readonly production: string;
}

/** What two numbers say together that somebody may not have meant; null: nothing. */
export function whoTouches({ engineers, production }: Said): string | null {
  const [write, reach] = [engineers, production].map((text) => (/^\d+$/.test(text.trim()) ? Number(text) : null));
  if (write == null || reach == null || reach >= write) return null;
  const apart = write - reach;
  return `${counted(write, 'person writes', 'people write')} changes and ${count(reach)} can reach production: then at least ${counted(apart, 'person writes', 'people write')} what somebody else or a pipeline puts in place. If so, leave it; if not, correct a number.`;
}
