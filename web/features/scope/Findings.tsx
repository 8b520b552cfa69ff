import { Text } from '@mantine/core';
import { Answer } from '#web/kit/Answer.tsx';
import { StepLine } from '#web/kit/Place.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { useLint } from './use-lint.ts';

const COSTS = { report: 'may cost the report', exception: 'may become an exception', time: 'costs time' } as const;

/** What ends programmes, looked for by rules: what is so, why it matters, and what to do. */
export function Findings() {
  return (
    <Answer of={useLint()}>
      {({ findings, rules, withheld }) =>
        withheld ? (
          <Text c="dimmed">What the rules find is advice to management, and not shown to whoever examines.</Text>
        ) : findings.length === 0 ? (
          <Text c="dimmed">{`Nothing: ${counted(rules, 'rule')} were looked through.`}</Text>
        ) : (
          <>
            <Text size="sm" c="dimmed" mb={4}>
              {`${counted(findings.length, 'finding')} of ${counted(rules, 'rule')} that were looked through, the heaviest first.`}
            </Text>
            <ol className="tasks">
              {[...Map.groupBy(findings, ({ rule }) => rule)].map(([rule, group]) => (
                <Rule key={rule} group={group} />
              ))}
            </ol>
          </>
        )
      }
    </Answer>
  );
}

type Finding = Answered<'readiness', 'lint'>['findings'][number];

/** What one rule found, however often. */
function Rule({ group }: { readonly group: readonly Finding[] }) {
  const [first] = group;
  if (first === undefined) return null;
  const { title, says, why, next, weight } = first;
  const isOne = new Set(group.map(({ place }) => place?.of)).size === 1;
  const isSame = new Set(group.map((each) => each.next)).size === 1;
  return (
    <li>
      <details>
        <summary>
          <span className="title">{group.length === 1 ? says : `${title}: ${counted(group.length, 'time')}`}</span>
          <Text span size="sm" c="dimmed">
            {COSTS[weight]}
          </Text>
        </summary>
        <div className="body prose">
          <p>{group.length === 1 ? `${title}. ${why}` : why}</p>
          {isSame && (
            <p>
              <StepLine of={{ says: next, place: isOne ? first.place : null }} />
            </p>
          )}
          {group.length > 1 && (
            <ul>
              {group.map(({ subject, says: each, next: then, place }) => (
                <li key={subject}>
                  <StepLine of={{ says: isSame ? each : `${each} ${then}`, place: isOne && isSame ? null : place }} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </details>
    </li>
  );
}
