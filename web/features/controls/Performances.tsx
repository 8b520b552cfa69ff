import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { gradeByHand } from '#/core/grades.ts';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { OCCURRENCES } from '#web/kit/states.ts';
import { Day } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { By } from '#web/features/people/By.tsx';
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
  const attached = new Map(data?.evidence.map((each) => [each.id, each]));
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
            proof !== null && <Proof id={proof} attached={attached.get(proof)} population={population} />,
        },
      ]}
    />
  );
}

type Attached = Answered<'evidence', 'list'>['evidence'][number] | undefined;

interface ProofProps {
  readonly id: string;
  readonly attached: Attached;
  readonly population: string | null;
}

/** The file that shows it, or the record of a source; a reading is named as it is. */
function Proof({ id, attached, population }: ProofProps) {
  const artifact = attached?.artifact;
  if (artifact)
    return (
      <>
        <Link to="/artifacts/$id" params={{ id: artifact.id }}>
          {artifact.name}
        </Link>{' '}
        <span className="quiet small">
          <By of={onWhoseWord(artifact.grade, attached.person)} />
        </span>
      </>
    );
  if (population === null) return <span className="mono">{id}</span>;
  return (
    <Link to="/evidence/$population/$key" params={{ population, key: id }}>
      <ItemKey of={id} />
    </Link>
  );
}
Proof.said = ({ id, attached }: ProofProps): string =>
  attached?.artifact ? `${attached.artifact.name}, ${onWhoseWord(attached.artifact.grade, attached.person)}` : id;

/** A file that a person attached shows what they say of it: no second look at it is recorded anywhere. */
const onWhoseWord = (grade: string, person: string): string =>
  grade === 'stated'
    ? `stated by ${person}; nobody else looked at it`
    : `${gradeByHand(grade, person)}, attached by ${person}; nobody else looked at it`;
