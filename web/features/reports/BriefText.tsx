import { Facts } from '#web/kit/Facts.tsx';
import type { Answered } from '#web/kit/shapes.ts';

export type Brief = Answered<'reports', 'briefs'>['briefs'][number];

/** What is said of each exception, beside what the auditor wrote. */
export const BriefText = ({ brief: { exceptions, lines } }: { readonly brief: Brief }) => (
  <>
    {exceptions.map(({ number, nature, response, page }) => {
      const line = lines.find((each) => each.number === number);
      return (
        <section key={number} aria-label={`Exception ${number}`}>
          <Facts
            one
            of={[
              [`Exception ${number}, page ${page ?? ''}, as the auditor wrote`, nature],
              ['What happened', line?.happened],
              ['Why it is bounded, or not', line?.bounded],
              ['What was done', line?.done],
              ['Say', line?.say],
              ['Do not say', line?.notSay],
              ['Management’s response in the report', response === '' ? 'none' : response],
            ]}
          />
        </section>
      );
    })}
  </>
);
