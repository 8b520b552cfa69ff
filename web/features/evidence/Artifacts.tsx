import { Link } from '@tanstack/react-router';
import { artifactGrade } from '#/core/grades.ts';
import { FileName, Phrase } from '#web/kit/ItemKey.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { size } from '#web/kit/when.ts';

import { usePast } from '#web/shell/programme.ts';

type Artifact = Answered<'evidence', 'artifacts'>['artifacts'][number];

const COLUMNS: readonly Column<Artifact>[] = [
  {
    head: 'Artifact',
    cell: ({ id, name }) => (
      <Link to="/artifacts/$id" params={{ id }}>
        <FileName of={name} />
      </Link>
    ),
  },
  { head: 'From', cell: ({ source }) => source ?? 'a person' },
  { head: 'Grade', cell: ({ grade, source }) => <Phrase of={artifactGrade(grade, source)} /> },
  { head: 'Size', number: true, cell: ({ bytes }) => size(bytes), value: ({ bytes }) => bytes },
  { head: 'Received', cell: ({ received }) => <When at={received} /> },
  inLedger,
];

/** The bytes that were received, the latest first. */
export function Artifacts() {
  const past = usePast();
  const pages = usePages<Artifact, number>(
    ['evidence', 'artifacts', past],
    async (before, limit, here) => {
      const { artifacts, next } = await here.evidence.artifacts({
        limit,
        ...past,
        ...(before === null ? {} : { before }),
      });
      return { rows: artifacts, next };
    },
    { page: 25, most: 500 },
  );
  return (
    <Pages
      label="Artifacts"
      of={pages}
      columns={COLUMNS}
      keyOf={({ id }) => id}
      place={({ id }) => ({ to: '/artifacts/$id', params: { id } })}
      empty="No bytes were received yet."
    />
  );
}
