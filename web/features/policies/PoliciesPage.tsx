import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Day } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, usePast, useProgramme } from '#web/shell/programme.ts';

type Policies = Answered<'policies', 'list'>;
type Policy = Policies['policies'][number];

/** The rules that the company gives itself, and the templates that it has not taken up. */
export function PoliciesPage() {
  const found = useQuery(ask('policies', 'list', usePast()));
  return (
    <Answer of={found} page="Policies">
      {({ policies, templates }) => (
        <Page title="Policies" lead={leadOf(policies)}>
          {policies.length === 0 ? (
            <Text className="prose" c="dimmed">
              A policy says in plain words what everybody does, who answers for it and how often it is looked at again.
              An auditor reads it first, and then asks for records of people who follow it. Each template below is
              filled from your scope and your controls: its limits are theirs, and it says nothing of what you have not
              adopted.
            </Text>
          ) : (
            <Section title="Yours">
              <Taken policies={policies} />
            </Section>
          )}
          {templates.length > 0 && (
            <Section title={policies.length === 0 ? 'Templates' : 'Not taken up yet'}>
              <Templates templates={templates} />
            </Section>
          )}
        </Page>
      )}
    </Answer>
  );
}

function leadOf(policies: readonly Policy[]): string {
  if (policies.length === 0) return 'No policy is written yet. Begin with information security and access control.';
  const inForce = policies.filter(({ approval }) => approval !== null);
  const due = policies.filter(({ state }) => state === 'review due').length;
  const outdated = policies.filter((each) => each.outdated).length;
  const parts = [
    `${inForce.length} of ${counted(policies.length, 'policy', 'policies')} ${inForce.length === 1 ? 'is' : 'are'} in force.`,
    ...(due === 0 ? [] : [`${counted(due, 'review')} should have been by now.`]),
    ...(outdated === 0 ? [] : [`${outdated} no longer ${outdated === 1 ? 'says' : 'say'} what the controls say.`]),
  ];
  return parts.join(' ');
}

/** The state in words; what waits beside it is said, too. */
export const stateOf = ({ state, hasDraft, outdated }: Policy): string =>
  [
    state,
    ...(hasDraft && state !== 'draft' ? ['a draft waits'] : []),
    ...(outdated ? ['says other than its controls now'] : []),
  ].join(', ');

function Taken({ policies }: { readonly policies: readonly Policy[] }) {
  return (
    <Records
      label="Policies"
      main
      rows={policies}
      keyOf={({ id }) => id}
      place={({ id }) => ({ to: '/policies/$id', params: { id } })}
      columns={[
        {
          head: 'Policy',
          cell: ({ id, title }) => (
            <Link to="/policies/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { head: 'State', cell: stateOf },
        { head: 'Owner', cell: ({ owner }) => <By of={owner ?? 'nobody yet'} /> },
        { head: 'Version', number: true, cell: ({ version }) => version },
        { head: 'Approved by', cell: ({ approval }) => approval !== null && <By of={approval.person} /> },
        { head: 'Next review', cell: ({ approval }) => approval !== null && <Day day={approval.nextReview} /> },
      ]}
    />
  );
}

function Templates({ templates }: Pick<Policies, 'templates'>) {
  const { me } = useProgramme();
  const may = useMay('policies:write');
  const navigate = useNavigate();
  const drafting = useMutation({
    mutationFn: (template: string) => api.policies.draft({ template, owner: me.email }),
    onSuccess: ({ id }) => changed('policies').then(() => navigate({ to: '/policies/$id', params: { id } })),
  });
  return (
    <>
      {drafting.isError && <Problem error={drafting.error} />}
      <Records
        label="Templates"
        rows={templates}
        keyOf={({ id }) => id}
        columns={[
          { head: 'Template', cell: ({ title }) => <strong>{title}</strong> },
          { head: 'What it is', cell: ({ purpose }) => purpose },
          {
            head: 'Serves',
            cell: ({ controls, criteria }) =>
              controls === 0 ? 'no adopted control yet' : `${counted(controls, 'control')} for ${criteria.join(', ')}`,
          },
          {
            head: 'Take it up',
            acts: true,
            cell: ({ id, title }) =>
              may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Draft the ${title}`}
                  loading={drafting.isPending && drafting.variables === id}
                  onClick={() => drafting.mutate(id)}
                >
                  Draft
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
