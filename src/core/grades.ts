/**
 * How close to its origin a file can be that somebody hands in. That something was read from the source, byte for byte,
 * a collector alone can say.
 */
export const GRADES_BY_HAND = ['export', 'screenshot', 'stated'] as const;

export type GradeByHand = (typeof GRADES_BY_HAND)[number];

export function gradeOf(grade: string): string {
  switch (grade) {
    case 'source':
      return 'read from the source';
    case 'export':
      return 'exported by a person';
    case 'screenshot':
      return 'a screenshot';
    default:
      return 'stated by a person';
  }
}

/** Of a file that somebody handed in. Earlier versions let them call it read from the source: that is their word. */
export const gradeByHand = (grade: string, person: string): string =>
  grade === 'source' ? `read from the source, as ${person} said who attached it` : gradeOf(grade);

/** The same of an artifact, which knows of what source it is, or of none. */
export const artifactGrade = (grade: string, source: string | null): string =>
  source === null ? gradeByHand(grade, 'the person') : gradeOf(grade);

/** Of an item that a rule judged: the weakest of the record's and of what decides it. A statement is as far as it gets. */
export const itemGrade = (record: string | null, onWord: boolean): string | null => (onWord ? 'stated' : record);
