import { localClient } from '#/contract/local-client.ts';
import { demoReport } from '#/demo/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { ReportFacts } from '#/features/reports/facts.contract.ts';
import { reports } from '#/features/reports/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { Telling } from './bring-in.ts';
import { secondIn } from './second.ts';

/**
 * The report before the window: its file, the letter after it, its facts, which a second person confirms, and the brief
 * on its exception.
 */
export async function bringReport(telling: Telling): Promise<string> {
  const { attestry, caller, demo } = telling;
  const { company } = demo;
  const { title, first, last, dated, pages, facts, brief, letter } = demoReport(company);
  const documents = localClient(documentsContract, documentsService(attestry), caller);
  const about = { title, kind: 'soc2-report', level: 'nda', first, last, name: 'report.pdf' } as const;
  const bytes = await written(telling, { title: `Report on ${company.name}`, pages, dated });
  const { id: document } = await documents.add({ ...about, bytes });
  const { id: bridging } = await documents.add({
    title: letter.title,
    kind: 'bridge-letter',
    level: 'nda',
    first: letter.first,
    last: letter.last,
    name: 'bridge-letter.pdf',
    bytes: await written(telling, { title: letter.title, pages: [letter.text], dated: letter.dated }),
  });
  const bridge = { through: letter.last, dated: formatDay(letter.dated), document: bridging, page: 1 };
  const as = (person: string) => localClient(reportsContract, reports(attestry), { ...caller, person });
  const { version, digest } = await as(caller.person).record({
    document,
    facts: ReportFacts.parse({ ...facts, bridge }),
  });
  await as(secondIn(company.people, caller.person)).confirm({ document, version, digest });
  await as(caller.person).writeBrief({ document, lines: brief });
  return document;
}

interface Writing {
  readonly title: string;
  /** A text for each page. */
  readonly pages: readonly string[];
  readonly dated: number;
}

async function written({ attestry }: Telling, { title, pages, dated }: Writing): Promise<Uint8Array<ArrayBuffer>> {
  const [text = '', ...rest] = pages;
  const bytes = await attestry.documents.write({
    title,
    text,
    pages: rest,
    heading: 'About this file',
    facts: [['Written by', 'the demo of Attestry; no firm examined anything']],
    at: dated * DAY,
  });
  return new Uint8Array(bytes);
}
