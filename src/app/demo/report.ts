import { localClient } from '#/contract/local-client.ts';
import { demoReport } from '#/demo/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { ReportFacts } from '#/features/reports/facts.contract.ts';
import { reports } from '#/features/reports/index.ts';
import { DAY } from '#/core/time/instant.ts';
import type { Telling } from './bring-in.ts';

/** The report before the window: its file, its facts, which a second person confirms, and the brief on its exception. */
export async function bringReport({ attestry, caller, demo: { company } }: Telling): Promise<string> {
  const { title, first, last, dated, pages, facts, brief } = demoReport(company);
  const [text = '', ...rest] = pages;
  const bytes = await attestry.documents.write({
    title: `Report on ${company.name}`,
    text,
    pages: rest,
    heading: 'About this file',
    facts: [['Written by', 'the demo of Attestry; no firm examined anything']],
    at: dated * DAY,
  });
  const documents = localClient(documentsContract, documentsService(attestry), caller);
  const about = { title, kind: 'soc2-report', level: 'nda', first, last, name: 'report.pdf' } as const;
  const { id: document } = await documents.add({ ...about, bytes: new Uint8Array(bytes) });
  const as = (person: string) => localClient(reportsContract, reports(attestry), { ...caller, person });
  const { version, digest } = await as(caller.person).record({ document, facts: ReportFacts.parse(facts) });
  await as(secondIn(company.people, caller.person)).confirm({ document, version, digest });
  await as(caller.person).writeBrief({ document, lines: brief });
  return document;
}

/** Somebody else who is still there. */
const secondIn = (people: readonly { readonly email: string; readonly ended: unknown }[], first: string): string =>
  people.find(({ email, ended }) => ended === null && email !== first)?.email ?? '';
