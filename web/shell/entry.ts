/** What a page within a room needs beyond the room: what it is for is to change something, or it is of fewer people. */
const WITHIN: readonly (readonly [begins: string, needs: string])[] = [
  ['/sources/add', 'sources:write'],
  ['/trust/readers', 'grants:read'],
  ['/trust/audience', 'grants:read'],
  ['/ledger/packages', 'packages:read'],
  ['/artifacts', 'evidence:read'],
  ['/assessment', 'engagements:read'],
  ['/notifications', 'notifications:read'],
];

interface Door {
  readonly to: string;
  readonly needs: string;
}

/** Whether an address is a page, or one within it. */
const isIn = (at: string, page: string): boolean => at === page || at.startsWith(`${page}/`);

/**
 * Whether somebody may enter the page at an address, by the rooms that there are. Home leads whoever sees nothing of it to
 * what is theirs, and an address that is no page says so itself.
 */
export function mayEnter(at: string, rooms: readonly Door[], may: ReadonlySet<string>): boolean {
  const needs = [
    ...rooms.filter(({ to }) => to !== '/' && isIn(at, to)).map((room) => room.needs),
    ...WITHIN.filter(([page]) => isIn(at, page)).map(([, need]) => need),
  ];
  return needs.every((need) => may.has(need));
}
