import { showPeriod } from '#web/kit/when.ts';
import { ask, queries } from '#web/shell/api.ts';

interface Attached {
  readonly id: string;
  readonly control: string;
  readonly engagement: string;
}

/** What a file shows that somebody just attached as a performance, in a sentence. */
export async function whatItShows({ id, control, engagement }: Attached): Promise<string> {
  const { controls } = await queries.fetchQuery(ask('readiness', 'status', { engagement }));
  const occurrences = controls.find((each) => each.id === control)?.occurrences ?? [];
  const shown = occurrences.find(({ proof }) => proof === id);
  if (shown !== undefined)
    return `Attached: ${showPeriod(shown.first, shown.due)} counts as performed${shown.kind === 'late' ? ', late' : ''}, as you state. Nobody else looked at it.`;
  return occurrences.length === 0 ? 'Attached.' : 'Attached. No period of this examination rests on it.';
}
