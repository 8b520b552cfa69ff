interface NoItems {
  /** That no source tells of such items. */
  readonly untold: string | null;
  /** The check was run at all. */
  readonly isRun: boolean;
  /** One item alone was asked for. */
  readonly isOne: boolean;
}

/** Why nothing is listed: that nothing was read, or judged, is no sign that all is well. */
export function noItem({ untold, isRun, isOne }: NoItems): { readonly what: string; readonly why: string } {
  if (untold !== null)
    return {
      what: 'Nothing was judged',
      why: `That is because ${untold}: whether there is a deviation, nobody knows yet.`,
    };
  if (!isRun)
    return { what: 'Nothing was judged', why: 'Items stand here, each with what became of it, from the first run on.' };
  return isOne
    ? {
        what: 'The last run did not see this item',
        why: 'It came in since, or there is no item of this name; the next run judges all that is there.',
      }
    : { what: 'No item is like this', why: 'The bar has how many items there are of each outcome.' };
}
