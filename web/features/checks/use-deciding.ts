import { useMutation } from '@tanstack/react-query';
import type { ApiClient } from '#/contract/api.ts';
import { tell } from '#web/kit/tell.ts';
import { apiHere, changed } from '#web/shell/api.ts';
import type { Chosen } from './Why.tsx';

interface Then {
  readonly close: () => void;
  /** All of them are decided of. */
  readonly decided: () => void;
  /** What came of it, once the form is gone. */
  readonly says: string;
}

/** Decides of one item after another: where one fails, those before it are decided of, and it says which one failed. */
export const useDeciding = (
  { items, clear }: Chosen,
  decide: (here: ApiClient, item: string) => Promise<unknown>,
  { close, decided, says }: Then,
) =>
  useMutation({
    mutationFn: async () => {
      const here = apiHere();
      for (const item of items) await decide(here, item);
    },
    onSettled: () => changed('checks'),
    onSuccess: () => {
      decided();
      clear();
      close();
      tell(`${says} The check is run again.`);
    },
  });
