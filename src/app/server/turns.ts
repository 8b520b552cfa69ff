/** Gives its turn back, or its place in the line; more than once is as good as once. */
export type Leave = () => void;

export interface Turns {
  /** Calls `go` when it is its turn: at once, or after those before it; with false when the line is too long or too slow. */
  readonly take: (go: (granted: boolean) => void) => Leave;
  readonly waiting: () => number;
}

export interface TurnsOptions {
  /** So many work at once. */
  readonly atOnce: number;
  /** So many wait. */
  readonly most: number;
  /** So long, in milliseconds. */
  readonly patience: number;
}

/** A line in front of work that is done sooner when little of it is done at once. */
export function turns({ atOnce, most, patience }: TurnsOptions): Turns {
  const line = new Set<() => void>();
  let working = 0;
  const next = (): void => {
    const [first] = line;
    if (first !== undefined && working < atOnce) first();
  };
  return {
    waiting: () => line.size,
    take: (go) => {
      let state: 'waiting' | 'working' | 'gone' = 'waiting';
      const begin = (): void => {
        clearTimeout(timer);
        line.delete(begin);
        state = 'working';
        working += 1;
        go(true);
      };
      const leave = (): void => {
        clearTimeout(timer);
        line.delete(begin);
        const worked = state === 'working';
        state = 'gone';
        if (!worked) return;
        working -= 1;
        next();
      };
      const refuse = (): void => {
        leave();
        go(false);
      };
      let timer: NodeJS.Timeout | undefined;
      if (working < atOnce) begin();
      else if (line.size >= most) refuse();
      else {
        line.add(begin);
        timer = setTimeout(refuse, patience);
      }
      return leave;
    },
  };
}
