import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useNotYet, WaysOn } from '#web/features/readiness/NotYet.tsx';
import { useMay, usePast } from '#web/shell/programme.ts';
import { PlainList } from './PlainList.tsx';
import { RoomActions } from './RoomActions.tsx';

/** The controls before an examination is open: they are there, and nothing is measured of them. */
export function BeforeScope() {
  const adopted = useQuery(ask('controls', 'list', usePast()));
  const notYet = useNotYet();
  return (
    <Answer of={adopted} page="Controls">
      {({ controls }) => (
        <Page title="Controls" lead={notYet ?? leadOf(controls.length)} actions={<RoomActions />}>
          {notYet === null ? <FirstSteps adopted={controls.length} /> : <WaysOn />}
          {controls.length > 0 && <PlainList label="Adopted controls" controls={controls} />}
          {notYet !== null && controls.length === 0 && <Text mt="md">No control was adopted by then.</Text>}
        </Page>
      )}
    </Answer>
  );
}

const FirstSteps = ({ adopted }: { readonly adopted: number }) => (
  <Empty
    what={adopted === 0 ? 'No control is adopted yet' : 'No examination is open yet'}
    why="A control is what your company does, and what an auditor looks at over the days that are examined. Say what you promise and which days those are: that decides the criteria, and the controls that serve them."
    action={<Next isFirst={adopted === 0} />}
  />
);

const leadOf = (adopted: number): string =>
  adopted === 0
    ? 'The first ones follow from a few questions.'
    : `${counted(adopted, 'control')} adopted. Where they stand is told once an examination is open.`;

/** A few questions choose the first controls; after them, the days. */
function Next({ isFirst }: { readonly isFirst: boolean }) {
  if (!useMay('engagements:write')) return 'An owner or an admin begins.';
  return isFirst ? (
    <Button component={Link} to="/assessment">
      Answer a few questions first
    </Button>
  ) : (
    <Button component={Link} to="/scope">
      Say what is examined
    </Button>
  );
}
