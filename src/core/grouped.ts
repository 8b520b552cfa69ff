/** 1204 as people read it: 1,204. By hand, for the first number that the runtime's own formatter writes costs as much as a query. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');

/** So many of something, in words: 1 item, 1,204 items. */
export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : more}`;
