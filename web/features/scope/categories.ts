export const CATEGORIES = [
  { id: 'security', label: 'Security' },
  { id: 'availability', label: 'Availability' },
  { id: 'processing-integrity', label: 'Processing Integrity' },
  { id: 'confidentiality', label: 'Confidentiality' },
  { id: 'privacy', label: 'Privacy' },
] as const;

export type Category = (typeof CATEGORIES)[number]['id'];

export const categoryLabel = (id: string): string => CATEGORIES.find((each) => each.id === id)?.label ?? id;
