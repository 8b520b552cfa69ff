import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { OCCURRENCES } from '#web/kit/states.ts';
import { Day } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import type { Standing } from './shapes.ts';

interface Props {
  readonly control: string;
  readonly occurrences: Standing['occurrences'];
}

/** Each expected performance with its due date and its proof. */
export function Performances({ control, occurrences }: Props) {
  const { data } = useQuery(ask('evidence', 'list', { control, ...usePast() }));
  const attached = new Map(data?.evidence.map(({ id, artifact }) => [id, artifact]));
  return (
    <Records
      label="Performances"
      rows={occurrences}
      keyOf={({ first, due }) => `${first} ${due}`}
      columns={[
        { head: 'State', states: OCCURRENCES, cell: ({ kind }) => <State name={kind} /> },
        { head: 'Period from', cell: ({ first }) => <Day day={first} /> },
        { head: 'Due', cell: ({ due }) => <Day day={due} /> },
        { head: 'Performed', cell: ({ on }) => on !== null && <Day day={on} /> },
        {
          head: 'Proof',
          term: 'evidence',
          cell: ({ proof }) => proof !== null && <Proof id={proof} artifact={attached.get(proof)} />,
        },
      ]}
    />
  );
}

type Artifact = { readonly id: string; readonly name: string } | null | undefined;

/** The file that shows it; a record of a source is named as it is. */
const Proof = ({ id, artifact }: { readonly id: string; readonly artifact: Artifact }) =>
  artifact ? (
    <Link to="/artifacts/$id" params={{ id: artifact.id }}>
      {artifact.name}
    </Link>
  ) : (
    <span className="mono">{id}</span>
  );
Proof.said = ({ id, artifact }: { readonly id: string; readonly artifact: Artifact }): string => artifact?.name ?? id;
