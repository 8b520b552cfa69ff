import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Bar } from '#web/kit/Bar.tsx';
import type { Standing } from './shapes.ts';

const ITEM_STATES = ['pass', 'deviation', 'unknown', 'pending', 'excluded', 'not-applicable'] as const;

/** The reasons of the status, and each check with its whole population. */
export function WhatRecordsShow({ standing }: { readonly standing: Standing | undefined }) {
  if (standing === undefined) return <Text c="dimmed">No engagement looks at this control yet.</Text>;
  return (
    <>
      <ul className="prose" style={{ paddingLeft: 18 }}>
        {standing.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {standing.checks.map((check) => (
        <Checked key={check.id} check={check} />
      ))}
    </>
  );
}

function Checked({ check: { id, shown, population } }: { readonly check: Standing['checks'][number] }) {
  return (
    <div style={{ margin: '16px 0' }}>
      <Link to="/checks/$id" params={{ id }}>
        {id}
      </Link>
      {shown === null ? (
        <Text size="sm" c="dimmed">
          never run
        </Text>
      ) : (
        <Bar
          label={`${id}, ${population} items`}
          segments={ITEM_STATES.map((state) => ({
            state,
            value: shown[state] ?? 0,
            to: `/checks/${id}`,
            search: { outcome: state },
          }))}
        />
      )}
    </div>
  );
}
