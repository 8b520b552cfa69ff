import { Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { InLibrary, InScope } from './shapes.ts';
import { amid } from '#web/kit/words.ts';

interface Props {
  readonly control: InLibrary;
  readonly criteria: readonly InScope[];
  /** Null: whoever looks may not adopt. */
  readonly chosen: boolean | null;
  readonly choose: (on: boolean) => void;
}

/** One control of the library in a line; opened, what it is, why, and what an auditor would ask for. */
export function LibraryLine({ control, criteria, chosen, choose }: Props) {
  const { id, title, adopted, ownerFunction, frequency } = control;
  return (
    <li>
      {chosen === null || adopted ? (
        <span />
      ) : (
        <Checkbox
          aria-label={`Choose ${title}`}
          checked={chosen}
          onChange={({ currentTarget }) => choose(currentTarget.checked)}
        />
      )}
      <details>
        <summary>
          <span className="title">{title}</span>
          <Text span size="sm" c="dimmed">
            {`${adopted ? 'adopted · ' : ''}${control.criteria.join(', ')} · ${amid(ownerFunction)} · ${amid(frequency)}`}
          </Text>
        </summary>
        <div className="body prose">
          <blockquote className="statement">{control.statement}</blockquote>
          <p>{whyCalledFor(control, criteria)}</p>
          <p>{`An auditor asks for the whole list: ${control.population}. Each item of it then shows:`}</p>
          <ul>
            {control.mustShow.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          <p>Where it most often goes wrong:</p>
          <ul>
            {control.pitfalls.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          {adopted && (
            <Link to="/controls/$id" params={{ id }}>
              Open it
            </Link>
          )}
        </div>
      </details>
    </li>
  );
}

/** Why a company would adopt it: what it would be the first to serve, what it would stand beside, or that nothing asks for it. */
function whyCalledFor({ criteria: served, highRisk, adopted }: InLibrary, criteria: readonly InScope[]): string {
  const weight = highRisk ? ' What goes wrong here weighs most with those who read a report.' : '';
  if (criteria.length === 0) return `It serves ${served.join(', ')}.${weight}`;
  const inScope = criteria.filter(({ id }) => served.includes(id));
  if (inScope.length === 0)
    return `It serves ${served.join(', ')}, which the categories in scope do not call for.${weight}`;
  const named = inScope.map(({ id, title }) => `${id} (${title})`).join(', ');
  const first = inScope.filter(({ controls, notRelevant }) => controls === 0 && notRelevant === null);
  if (first.length > 0)
    return `Called for: no adopted control serves ${first.map(({ id }) => id).join(', ')} yet. It serves ${named}.${weight}`;
  return `${adopted ? 'It serves' : 'It would stand beside others for'} ${named}.${weight}`;
}
