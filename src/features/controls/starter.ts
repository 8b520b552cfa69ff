import type { z } from 'zod';
import { libraryControl } from '#/library/library.ts';
import { PROMISE_NAMES, PROMISES, suggestedCategories } from '#/library/promises.ts';
import { starterFor } from '#/library/starter.ts';
import type { controlsContract } from './contract.ts';

type Asked = z.output<typeof controlsContract.starter.input>;

/** What a company like this begins with, and why. */
export function starter(
  { promises, headcount, office, contractors, personalData, ownMachines }: Asked,
  isAdopted: (control: string) => boolean,
) {
  const categories = suggestedCategories(promises);
  const controls = starterFor({
    categories: categories.map(({ category }) => category),
    promises,
    headcount,
    hasOffice: office,
    usesContractors: contractors,
    handlesPersonalData: personalData,
    hostsOnCloud: !ownMachines,
  });
  return {
    promises: PROMISE_NAMES.map((promise) => ({
      promise,
      sentence: PROMISES[promise].sentence,
      suggests: PROMISES[promise].suggests,
    })),
    categories: categories.map(({ category, because }) => ({ category, because })),
    controls: controls.map(({ control: id, because }) => ({
      id,
      title: libraryControl(id)?.title ?? id,
      because,
      adopted: isAdopted(id),
    })),
  };
}
