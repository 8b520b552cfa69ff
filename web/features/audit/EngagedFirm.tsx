import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Day, When } from '#web/kit/When.tsx';
import { sentence } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { firmSaid } from './firm-said.ts';
import { type Engagement, useMay, usePast } from '#web/shell/programme.ts';

/** The firm that is engaged, by its letter; or the way to choose one. */
export function EngagedFirm({
  engagement,
  isChosenHere = false,
}: {
  readonly engagement: Engagement;
  /** The page that it stands on is the one on which a firm is chosen. */
  readonly isChosenHere?: boolean;
}) {
  const isAuditor = useMay('audit:read');
  const firm = useQuery(ask('audit', 'firm', { engagement: engagement.id, ...usePast() }));
  return (
    <Answer of={firm}>
      {({ engaged, letIn, letters }) =>
        engaged === null ? (
          <Text className="prose">
            {sentence(firmSaid({ engaged, letIn }))}
            {!isAuditor && <Choose isChosenHere={isChosenHere} />}
          </Text>
        ) : (
          <>
            <Facts
              of={[
                ['Firm', engaged.firm],
                [
                  'License',
                  engaged.licenceLookup === '' ? (
                    engaged.licence
                  ) : (
                    <a key="l" href={engaged.licenceLookup} rel="noreferrer noopener" target="_blank">
                      {engaged.licence}
                    </a>
                  ),
                ],
                ['Letter signed', <Day key="s" day={engaged.signed} />],
                ['Received', <When key="r" at={engaged.received} />],
                [
                  'Engagement letter',
                  engaged.artifact === null ? (
                    'erased'
                  ) : (
                    <Link key="a" to="/artifacts/$id" params={{ id: engaged.artifact.id }}>
                      {engaged.artifact.name}
                    </Link>
                  ),
                ],
                ['Ledger position', <AtPosition key="p" of={engaged.position} />],
              ]}
            />
            <Text size="sm" mt={8}>
              {letters > 1 && `${letters - 1} earlier recorded; the latest counts. `}
              {!isChosenHere && !isAuditor && <Link to="/scope/auditor">Choose your auditor</Link>}
            </Text>
          </>
        )
      }
    </Answer>
  );
}

/** What is to be done, behind who it is. */
const Choose = ({ isChosenHere }: { readonly isChosenHere: boolean }) =>
  isChosenHere ? (
    ' Record its engagement letter here when you have chosen.'
  ) : (
    <>
      {' '}
      <Link to="/scope/auditor">Choose your auditor</Link>: what it must be, what to ask, and what firms offer side by
      side.
    </>
  );
