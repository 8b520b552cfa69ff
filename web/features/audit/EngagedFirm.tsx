import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Day, When } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';
import type { Engagement } from '#web/shell/programme.ts';

/** The firm that is engaged, by its letter; or the way to choose one. */
export function EngagedFirm({ engagement }: { readonly engagement: Engagement }) {
  const firm = useQuery(ask('audit', 'firm', { engagement: engagement.id }));
  return (
    <Answer of={firm}>
      {({ engaged, letters }) =>
        engaged === null ? (
          <Text className="prose">
            No firm is engaged yet. <Link to="/scope/auditor">Choose your auditor</Link>: what it must be, what to ask,
            and what firms offer side by side.
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
                [
                  'Ledger position',
                  <Link key="p" to="/ledger/$position" params={{ position: String(engaged.position) }}>
                    {engaged.position}
                  </Link>,
                ],
              ]}
            />
            <Text size="sm" mt={8}>
              {letters > 1 && `${letters - 1} earlier recorded; the latest counts. `}
              <Link to="/scope/auditor">Choose your auditor</Link>
            </Text>
          </>
        )
      }
    </Answer>
  );
}
