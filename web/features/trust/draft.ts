import { useMutation } from '@tanstack/react-query';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';

export type Draft = Answered<'trust', 'draft'>;
export type Content = Draft['content'];
type Problems = Draft['problems'];

/** What every part of the editor is handed. */
export interface PartProps {
  readonly draft: Draft;
  readonly may: boolean;
}

/** Saves the draft with something changed, and reads again what depends on it. */
export const useSaving = ({ content, revision }: Draft, then: () => void = () => undefined) =>
  useMutation({
    mutationFn: (change: Partial<Content>) => api.trust.save({ revision, content: { ...content, ...change } }),
    onSuccess: () => changed('trust').then(then),
  });

/** What stands in the way, of the places that begin so. */
export const problemsAt = ({ problems }: Draft, ...places: readonly string[]): Problems =>
  problems.filter(({ where }) => places.some((place) => where === place || where.startsWith(`${place}.`)));
