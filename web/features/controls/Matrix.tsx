import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Mark } from '#web/kit/Mark.tsx';
import { Legend, State } from '#web/kit/State.tsx';
import { Term } from '#web/kit/Term.tsx';
import { STATES, STATUSES } from '#web/kit/states.ts';
import { count, counted } from '#web/kit/when.ts';
import type { InScope, Standing } from './shapes.ts';

interface Props {
  readonly controls: readonly Standing[];
  readonly criteria: readonly InScope[];
}

/**
 * Which control serves which criterion: criteria down, in their series; controls across each row with their mark. On a
 * laptop one series is one table; on a phone each criterion lists its controls below it.
 */
export const Matrix = ({ controls, criteria }: Props) => (
  <>
    <Text size="sm" c="dimmed">
      Each <Term name="criterion" /> needs controls that serve it. A <Term name="point of focus" /> under it is guidance
      and has no row here.
    </Text>
    <div className="matrix-wide">
      <Legend names={STATUSES.filter((status) => controls.some((control) => control.status === status))} />
    </div>
    {[...Map.groupBy(criteria, ({ id }) => id.split('.')[0] ?? '')].map(([series, rows]) => (
      <Series key={series} series={series} criteria={rows} controls={controls} />
    ))}
  </>
);

function Series({ series, criteria, controls }: Props & { readonly series: string }) {
  const ids = new Set(criteria.map(({ id }) => id));
  const serving = controls.filter((control) => control.criteria.some((id) => ids.has(id)));
  return (
    <section className="section" aria-label={series}>
      <h2 className="small">
        {`${series}: `}
        {serving.length > 0 ? (
          <Link to="/controls" search={asList({ series })}>
            {counted(serving.length, 'control')}
          </Link>
        ) : (
          counted(0, 'control')
        )}
        {` for ${counted(criteria.length, 'criterion', 'criteria')}`}
      </h2>
      {serving.length === 0 ? <Unserved criteria={criteria} /> : <Grid criteria={criteria} controls={serving} />}
      <ul className="matrix-list">
        {criteria.map((criterion) => (
          <Serving key={criterion.id} criterion={criterion} controls={serving} />
        ))}
      </ul>
    </section>
  );
}

const Unserved = ({ criteria }: Pick<Props, 'criteria'>) => (
  <Text size="sm" c="dimmed" className="matrix-wide">
    {`No control that is shown serves ${criteria.map(({ id }) => id).join(', ')}.`}
  </Text>
);

function Grid({ criteria, controls }: Props) {
  return (
    <div
      className="matrix-wide"
      tabIndex={0}
      role="region"
      aria-label={`Controls and ${criteria[0]?.id ?? ''} onwards`}
    >
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">Control</th>
            {criteria.map(({ id, title }) => (
              <th key={id} scope="col" title={title}>
                <Link to="/controls" search={{ criterion: id }}>
                  {id}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {controls.map((control) => (
            <tr key={control.id}>
              <th scope="row">
                <Link to="/controls/$id" params={{ id: control.id }}>
                  {control.title}
                </Link>
              </th>
              {criteria.map(({ id }) => (
                <td key={id}>{control.criteria.includes(id) && <Serves control={control} criterion={id} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Controls that serve it</th>
            {criteria.map((criterion) => (
              <td key={criterion.id}>
                <Total of={criterion} controls={controls} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The same controls, of one series or criterion, as a list. */
const asList = (of: { readonly series: string } | { readonly criterion: string }) => (before: object) => ({
  ...before,
  ...of,
  view: undefined,
});

function Total({
  of: { id, notRelevant },
  controls,
}: {
  readonly of: InScope;
  readonly controls: readonly Standing[];
}) {
  const serving = controls.filter(({ criteria }) => criteria.includes(id)).length;
  if (serving === 0) return notRelevant === null ? '0' : 'not relevant';
  return (
    <Link to="/controls" search={asList({ criterion: id })} aria-label={`${counted(serving, 'control')} of ${id}`}>
      {count(serving)}
    </Link>
  );
}

const Serves = ({
  control: { status, title },
  criterion,
}: {
  readonly control: Standing;
  readonly criterion: string;
}) => (
  <span title={`${title} serves ${criterion}: ${status}`}>
    <Mark look={STATES[status].look} />
    <span className="visually-hidden">{`serves it, ${status}`}</span>
  </span>
);

/** One criterion on a narrow screen. */
function Serving({
  criterion: { id, title, notRelevant },
  controls,
}: {
  readonly criterion: InScope;
  readonly controls: readonly Standing[];
}) {
  const serving = controls.filter(({ criteria }) => criteria.includes(id));
  return (
    <li>
      <Text size="sm" fw={600}>{`${id} ${title}`}</Text>
      {serving.length === 0 && (
        <Text size="sm" c="dimmed">
          {notRelevant === null ? 'No control that is shown serves it.' : `Not relevant: ${notRelevant}`}
        </Text>
      )}
      {serving.map((control) => (
        <div key={control.id}>
          <Link to="/controls/$id" params={{ id: control.id }}>
            {control.title}
          </Link>
          <Text size="sm" component="div">
            <State name={control.status} />
          </Text>
        </div>
      ))}
    </li>
  );
}
