import type { Answered } from '#web/kit/shapes.ts';

export type Request = Answered<'grants', 'requests'>['requests'][number];
export type Grant = Answered<'grants', 'list'>['grants'][number];
export type Document = Answered<'documents', 'list'>['documents'][number];
export type Agreement = Answered<'ndas', 'list'>['ndas'][number];

export const LEVELS = [
  { value: 'public', label: 'Anybody' },
  { value: 'request', label: 'Whoever is let in' },
  { value: 'nda', label: 'Whoever is let in and signed the agreement' },
] as const;
export type Level = (typeof LEVELS)[number]['value'];

export const KINDS = [
  { value: 'soc2-report', label: 'SOC 2 report' },
  { value: 'soc3-report', label: 'SOC 3 report' },
  { value: 'bridge-letter', label: 'Bridge letter' },
  { value: 'penetration-test', label: 'Penetration test summary' },
  { value: 'policy', label: 'Policy' },
  { value: 'questionnaire', label: 'Questionnaire' },
  { value: 'insurance', label: 'Insurance certificate' },
  { value: 'diagram', label: 'Diagram' },
  { value: 'certificate', label: 'Certificate' },
  { value: 'other', label: 'Something else' },
] as const;
export type Kind = (typeof KINDS)[number]['value'];

export const levelOf = (level: Level): string => LEVELS.find(({ value }) => value === level)?.label ?? level;
export const kindOf = (kind: Kind): string => KINDS.find(({ value }) => value === kind)?.label ?? kind;

export async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

export async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
