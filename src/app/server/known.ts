/**
 * Does whoever asks say that they have what has this tag? They may name several, and what stands between may have marked
 * one as weak, as a proxy that packs the answer does. RFC 9110 §13.1.2.
 */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((each) => strong(each.trim()) === strong(tag)));

const strong = (tag: string): string => tag.replace(/^W\//, '');
