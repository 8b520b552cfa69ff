import { createContext } from 'react';

/** A form in which something was typed that is not saved. */
export interface Draft {
  /** It is on the page that is open beside another. */
  readonly isBeside: boolean;
  /** The dialog or the part of the page that it is in; null: it is on the page itself. */
  readonly within: string | null;
  /** Its words are no longer wanted. */
  readonly giveUp: () => void;
  /** What is lost, where it is not what somebody typed. */
  readonly says?: string;
}

/** In which dialog something is, or in which part of a page that may go. */
export const WithinContext = createContext<string | null>(null);

const drafts = new Map<string, Draft>();
const watching = new Set<() => void>();
let isAsked = false;

function tell(): void {
  for (const told of watching) told();
}

export const unsaved = {
  /** Null: nothing was typed in it, or it is saved. */
  keep: (form: string, draft: Draft | null): void => {
    if (draft === null) drafts.delete(form);
    else drafts.set(form, draft);
    tell();
  },
  /** Whoever leaves is being asked, over all else: what lies below does not hear the keys. */
  ask: (asked: boolean): void => {
    isAsked = asked;
    tell();
  },
  isAsked: (): boolean => isAsked,
  watch: (told: () => void): (() => void) => {
    watching.add(told);
    return () => void watching.delete(told);
  },
  isThere: (): boolean => drafts.size > 0,
  within: (part: string): readonly Draft[] => [...drafts.values()].filter(({ within }) => within === part),
  of: (form: string): readonly Draft[] => [...drafts].flatMap(([id, draft]) => (id === form ? [draft] : [])),
  lostBy: (move: Move): readonly Draft[] => [...drafts.values()].filter(({ isBeside }) => isLostBy(move, isBeside)),
};

/** What is said of what is about to be lost; nothing, where it is what was typed alone. */
export const saidOf = (drafts: readonly Draft[]): string | undefined =>
  drafts.find(({ says }) => says !== undefined)?.says;

/** From one address of a router to another. */
export interface Move {
  readonly current: At;
  readonly next: At;
  /** The place is the same, and is looked at otherwise: another order of a table, another filter. */
  readonly isReplaced: boolean;
  /** It is what is open beside the page that moves. */
  readonly isWithin: boolean;
}

interface At {
  readonly pathname: string;
  readonly search: object;
}

/** Whether a form is no longer there after a move. */
export function isLostBy({ current, next, isReplaced, isWithin }: Move, isBeside: boolean): boolean {
  if (isWithin && !isBeside) return false;
  if (current.pathname !== next.pathname) return true;
  const [before, after] = [splitOf(current), splitOf(next)];
  if (isBeside && !isWithin) return before.beside !== after.beside;
  return !isReplaced && before.rest !== after.rest;
}

/** The page that is open beside this one, and all else that the address says. */
function splitOf({ search }: At): { readonly beside: string; readonly rest: string } {
  const { beside, ...rest } = search as { readonly beside?: unknown };
  const sorted = Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { beside: (typeof beside === 'string' ? beside : '').split('?', 1)[0] ?? '', rest: JSON.stringify(sorted) };
}
