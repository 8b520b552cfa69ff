import { useQuery } from '@tanstack/react-query';
import { StepLine } from '#web/kit/Place.tsx';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

/** What the rules of the programme find about one part of the scope, where that part stands. */
export function Warnings({ rules }: { readonly rules: readonly string[] }) {
  const { engagement, asOf } = useProgramme();
  const lint = useQuery(
    ask('readiness', 'lint', {
      ...(engagement === null ? {} : { engagement: engagement.id }),
      ...(asOf === null ? {} : { asOf }),
    }),
  );
  const found = (lint.data?.findings ?? []).filter(({ rule }) => rules.includes(rule));
  if (found.length === 0) return null;
  return (
    <ul className="warnings" aria-label="What the rules of the programme find here">
      {found.map(({ rule, subject, says, next, place }) => (
        <li key={`${rule} ${subject}`}>
          {says}{' '}
          <span className="next">
            <StepLine of={{ says: next, place }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
