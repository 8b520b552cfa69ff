import { Link } from '@tanstack/react-router';
import { artifactGrade } from '#/core/grades.ts';
import { FileName, Phrase } from '#web/kit/ItemKey.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { size } from '#web/kit/when.ts';

import { usePast } from '#web/shell/programme.ts';

type Artifact = Answered<'evidence', 'artifacts'>['artifacts'][number];

const FILE: Column<Artifact> = {
  head: 'Artifact',
  cell: ({ id, name }) => (
    <Link to="/artifacts/$id" params={{ id }}>
      <FileName of={name} />
    </Link>
  ),
};
const REST: readonly Column<Artifact>[] = [
  { head: 'Size', number: true, cell: ({ bytes }) => size(bytes), value: ({ bytes }) => bytes },
  { head: 'Received', cell: ({ received }) => <When at={received} /> },
  inLedger,
];
const COLUMNS: readonly Column<Artifact>[] = [
  FILE,
  { head: 'From', cell: ({ source }) => source ?? 'a person' },
  { head: 'Grade', cell: ({ grade, source }) => <Phrase of={artifactGrade(grade, source)} /> },
  ...REST,
];

/** The bytes that were received, the latest first. */
export const Artifacts = () => (
  <Pages
    label="Artifacts"
    of={useArtifacts({})}
    columns={COLUMNS}
    keyOf={({ id }) => id}
    place={placeOf}
    empty="No bytes were received yet."
  />
);

/** The files that were handed in for a source and read, the latest first. */
export const HandedIn = ({ source }: { readonly source: string }) => (
  <Section title="Files handed in">
    <Pages
      label="Files handed in"
      of={useArtifacts({ source })}
      columns={[{ ...FILE, head: 'File' }, ...REST]}
      keyOf={({ id }) => id}
      place={placeOf}
      empty="None was read yet."
    />
  </Section>
);

const placeOf = ({ id }: Artifact) => ({ to: '/artifacts/$id', params: { id } });

function useArtifacts(of: { readonly source?: string }) {
  const past = usePast();
  return usePages<Artifact, number>(
    ['evidence', 'artifacts', of, past],
    async (before, limit, here) => {
      const { artifacts, next } = await here.evidence.artifacts({
        limit,
        ...of,
        ...past,
        ...(before === null ? {} : { before }),
      });
      return { rows: artifacts, next };
    },
    { page: 25, most: 500 },
  );
}
