import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { count, counted } from '#web/kit/when.ts';
import { useNotYet, WaysOn } from '#web/features/readiness/NotYet.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';

/** A past day on which nothing was examined yet: what there was by then, each number with what it counts. */
export function BeforeThen() {
  const lead = useNotYet();
  return (
    <Page title="Home" lead={lead}>
      <WaysOn />
      <Section title="What there was by then">
        <Held />
      </Section>
    </Page>
  );
}

function Held() {
  const past = usePast();
  const controls = useQuery({ ...ask('controls', 'list', past), enabled: useMay('controls:read') });
  const sources = useQuery({ ...ask('sources', 'list', past), enabled: useMay('sources:read') });
  const populations = useQuery({ ...ask('populations', 'list', past), enabled: useMay('populations:read') });
  const attached = useQuery({ ...ask('evidence', 'list', past), enabled: useMay('evidence:read') });
  const policies = useQuery({ ...ask('policies', 'list', past), enabled: useMay('policies:read') });
  const log = useQuery({ ...ask('ledger', 'show', past), enabled: useMay('ledger:read') });
  const inForce = policies.data?.policies.filter(({ approval }) => approval !== null).length ?? 0;
  const records = populations.data?.populations.reduce((sum, { items }) => sum + items, 0) ?? 0;
  return (
    <Answer of={controls}>
      {({ controls: adopted }) => (
        <Facts
          of={[
            ['Controls', <Link key="c" to="/controls">{`${count(adopted.length)} adopted`}</Link>],
            [
              'Sources',
              <Link key="s" to="/sources">
                {counted(sources.data?.sources.length ?? 0, 'source')}
              </Link>,
            ],
            ['Records', <Link key="r" to="/evidence">{`${count(records)} held`}</Link>],
            [
              'Evidence',
              <Link key="e" to="/evidence">{`${count(attached.data?.evidence.length ?? 0)} attached by people`}</Link>,
            ],
            [
              'Policies',
              <Link
                key="p"
                to="/policies"
              >{`${count(inForce)} of ${count(policies.data?.policies.length ?? 0)} in force`}</Link>,
            ],
            [
              'Ledger',
              <Link key="l" to="/ledger">
                {counted(log.data?.size ?? 0, 'entry', 'entries')}
              </Link>,
            ],
          ]}
        />
      )}
    </Answer>
  );
}
