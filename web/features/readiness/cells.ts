import type { Answered } from '#web/kit/shapes.ts';
import { type Look, STATES } from '#web/kit/states.ts';

export type CellState = Answered<'readiness', 'week'>['cell']['state'];

/** How a cell of the window by week looks, and what it says. */
export const CELLS: Readonly<Record<CellState, { readonly look: Look; readonly means: string }>> = {
  pass: { look: 'clean', means: STATES.pass.means },
  deviation: { look: 'deviation', means: STATES.deviation.means },
  unknown: { look: 'hatched', means: STATES.unknown.means },
  'not evidenced': { look: 'hollow', means: STATES['not evidenced'].means },
  pending: { look: 'outlined', means: STATES.pending.means },
  excluded: { look: 'struck', means: STATES.excluded.means },
  'nothing occurred': { look: 'zero', means: STATES['nothing occurred'].means },
  'not judged': {
    look: 'none',
    means: 'No check looks at the series, and nothing that people do by hand was due in the week.',
  },
  'not started': { look: 'faint', means: 'The week has not come, or nothing of it is due so far.' },
  upcoming: { look: 'faint', means: 'The week has not come, or nothing of it is due so far.' },
};
