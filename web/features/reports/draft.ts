import { useMutation } from '@tanstack/react-query';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { inScreenWords } from './place-words.ts';

export type Draft = Answered<'reports', 'draft'>;

/** Something that is done once, as its library has it. */
export interface Saving {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

/** What each part of the form is handed. */
export interface Editing extends Saving {
  readonly facts: Value;
  readonly revision: number;
  readonly may: boolean;
  /** Saves the draft, and then does what is left to do. */
  readonly save: (facts: Value, done?: () => void) => void;
}

export function useEditing(document: string, { facts, revision }: Draft, may: boolean): Editing {
  const { mutate, isPending, isSuccess, isError, error, variables } = useMutation({
    mutationFn: (next: Value) => api.reports.save({ document, revision, facts: next }),
    onSuccess: () => changed('reports'),
  });
  return {
    isPending,
    isSuccess,
    isError,
    error: inScreenWords(error, variables ?? facts),
    facts,
    revision,
    may,
    save: (next, done = () => undefined) => mutate(next, { onSuccess: done }),
  };
}
