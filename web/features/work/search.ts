export const FUNCTIONS = ['engineering', 'operations', 'security', 'hr', 'leadership', 'legal', 'product'] as const;
export const STATES = ['open', 'done', 'dropped', 'lapsed'] as const;

export interface Search {
  readonly mine?: boolean | undefined;
  readonly function?: (typeof FUNCTIONS)[number] | undefined;
  readonly state?: (typeof STATES)[number] | undefined;
  /** One task alone, as a notification leads to it. */
  readonly task?: string | undefined;
}

/** What the address asks for; what is none of the choices is not asked for. */
export const searchIn = (said: Readonly<Record<string, unknown>>): Search => ({
  mine: said['mine'] === true ? true : undefined,
  function: FUNCTIONS.find((each) => each === said['function']),
  state: STATES.find((each) => each === said['state']),
  task: typeof said['task'] === 'string' || typeof said['task'] === 'number' ? `${said['task']}` : undefined,
});
