/** Somebody else who is still there. */
export const secondIn = (
  people: readonly { readonly email: string; readonly ended: unknown }[],
  first: string,
): string => people.find(({ email, ended }) => ended === null && email !== first)?.email ?? '';
