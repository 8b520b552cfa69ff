import { Text as Words } from '@mantine/core';
import { Value } from '#web/features/evidence/Fact.tsx';
import { shapeOf } from '#web/features/evidence/shape.ts';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count, counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';

type Tested = Answered<'sources', 'try'>;
export type RowsTested = NonNullable<Tested['rows']>;

/** What would become of the rows of a file, before anything of it is kept. */
export function Outcome({ of }: { readonly of: RowsTested }) {
  const { total, accepted, skipped, rejected, blank, first, rejections, whys } = of;
  const beside = [
    ...(skipped > 0 ? [`${count(skipped)} left out by the mapping`] : []),
    ...(blank > 0 ? [`${count(blank)} blank`] : []),
  ];
  return (
    <div className="outcome">
      <div role="status">
        <Words fw={600}>
          {accepted === 0
            ? 'Nothing would come in.'
            : rejected === 0
              ? `All ${counted(accepted, 'row')} can come in.`.replace(/^All 1 row /, 'The one row ')
              : `${count(accepted)} of ${counted(total, 'row')} can come in, ${count(rejected)} cannot.`}
        </Words>
        {beside.length > 0 && <Words size="sm">{`Beside these: ${beside.join(', ')}.`}</Words>}
        {whys.length > 0 && (
          <ul className="seen">
            {whys.map(({ columns, reason, rows }) => (
              <li key={`${columns.join(' ')} ${reason}`}>
                {`${counted(rows, 'row')}: ${columns.length === 0 ? '' : `${columns.join(' + ')} `}${reason}`}
              </li>
            ))}
          </ul>
        )}
      </div>
      {rejections.length > 0 && <Rejected of={rejections} all={rejected} />}
      {first.length > 0 && <First of={first} />}
    </div>
  );
}

const Rejected = ({ of, all }: { readonly of: RowsTested['rejections']; readonly all: number }) => (
  <>
    <Words fw={600} size="sm" mt="md" mb={4}>
      {all > of.length ? `The first rows that cannot come in, of ${count(all)}` : 'The rows that cannot come in'}
    </Words>
    <Records
      label="The rows that cannot come in"
      rows={of}
      keyOf={({ row, columns, reason }) => `${row} ${columns.join(' ')} ${reason}`}
      columns={[
        { head: 'Row', cell: ({ row }) => row },
        { head: 'Column', cell: ({ columns }) => columns.join(', ') },
        { head: 'Stands there', cell: ({ cell }) => cell ?? '' },
        { head: 'Reason', cell: ({ reason }) => reason },
      ]}
    />
  </>
);

function First({ of }: { readonly of: RowsTested['first'] }) {
  const rows = of.map(({ place, fact }) => ({ place, fact: fact as Readonly<Record<string, unknown>> }));
  const names = [...new Set(rows.flatMap(({ fact }) => Object.keys(fact)))];
  return (
    <div className="as-wide-as-the-page">
      <Words fw={600} size="sm" mt="md" mb={4}>
        The first rows as records
      </Words>
      <Records
        label="The first rows as records"
        rows={rows}
        keyOf={({ place }) => place}
        columns={[
          { head: 'Row', cell: ({ place }) => place },
          ...names.map((name) => ({
            head: inWords(name),
            cell: ({ fact }: (typeof rows)[number]) => <Value of={shapeOf(fact[name])} name={inWords(name)} />,
          })),
        ]}
      />
    </div>
  );
}
