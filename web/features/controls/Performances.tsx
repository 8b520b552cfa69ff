import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ItemKey } from '#web/kit/ItemKey.tsx';
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
  /** Where the records are that show them; null: nowhere, a reading or a person does. */
  readonly population: Standing['provenIn'];
}

/** Each expected performance with its due date and its proof. */
export function Performances({ control, occurrences, population }: Props) {
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
          cell: ({ proof }) =>
            proof !== null && <Proof id={proof} artifact={attached.get(proof)} population={population} />,
        },
      ]}
    />
  );
}

type Artifact = { readonly id: string; readonly name: string } | null | undefined;

interface ProofProps {
  readonly id: string;
  readonly artifact: Artifact;
  readonly population: string | null;
}

/** The file that shows it, or the record of a source; a reading is named as it is. */
function Proof({ id, artifact, population }: ProofProps) {
  if (artifact)
    return (
      <Link to="/artifacts/$id" params={{ id: artifact.id }}>
        {artifact.name}
      </Link>
    );
  if (population === null) return <span className="mono">{id}</span>;
  return (
    <Link to="/evidence/$population/$key" params={{ population, key: id }}>
      <ItemKey of={id} />
    </Link>
  );
}
Proof.said = ({ id, artifact }: ProofProps): string => artifact?.name ?? id;
