import { columnsInWords, faultOfShape } from '#/collectors/formats/row-fault.ts';
import { separatedRows } from '#/collectors/formats/separated.ts';
import { findingOf } from './ocsf.ts';
import { topicOf } from './prowler-topics.ts';
import { type Given, lineOf, malformed, type Report, type Setting, told } from './report.ts';
import { ratedByWord } from './severity.ts';

const FORMAT = 'Prowler CSV';
const COLUMNS = ['TIMESTAMP', 'ACCOUNT_UID', 'PROVIDER', 'CHECK_ID', 'STATUS', 'RESOURCE_UID'] as const;

/** Whether a header is Prowler's, from version 4 on. */
export const isProwlerHeader = (line: string): boolean => {
  const names = new Set(line.trim().split(';'));
  return COLUMNS.every((column) => names.has(column));
};

export function prowlerCsv(text: string, { file }: Given): Report {
  const [header = [], ...lines] = separatedRows(file, text, ';');
  const columns = new Map(header.map((name, at) => [name.trim(), at]));
  const faults: string[] = [];
  const settings: Setting[] = [];
  const times = new Set<string>();
  for (const [at, cells] of lines.entries()) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    const place = `row ${at + 2}`;
    const cell = (name: string): string => cells[columns.get(name) ?? -1]?.trim() ?? '';
    const rule = cell('CHECK_ID');
    const resource = cell('RESOURCE_UID') || cell('RESOURCE_NAME') || cell('ACCOUNT_UID');
    const misshapen = faultOfShape(cells, header);
    if (misshapen !== null) faults.push(`${place} (${columnsInWords(misshapen.columns)}): it ${misshapen.reason}`);
    else if (rule === '' || resource === '')
      faults.push(
        `${place} (${columnsInWords(rule === '' ? RULE : RESOURCE)}): it names no ${rule === '' ? 'rule' : 'resource'}`,
      );
    else settings.push({ place, told: settingOf(cell, rule, resource) });
    times.add(cell('TIMESTAMP'));
  }
  if (faults.length > 0) throw malformed(file, FORMAT, faults);
  return {
    tool: 'prowler',
    made:
      [...times]
        .filter((time) => time !== '')
        .sort()
        .at(-1) ?? null, // the clock of the machine, without a zone
    weaknesses: null,
    settings,
    covers: [...new Set(settings.flatMap(({ told: { account } }) => account ?? []))].sort(),
    complete: 'rules',
    sourceCount: null,
    notes: [],
  };
}

const RULE = ['CHECK_ID'];
const RESOURCE = ['RESOURCE_UID', 'RESOURCE_NAME', 'ACCOUNT_UID'];

const settingOf = (cell: (name: string) => string, rule: string, resource: string): Setting['told'] =>
  told({
    rule,
    title: lineOf(cell('CHECK_TITLE')),
    provider: cell('PROVIDER') || undefined,
    account: cell('ACCOUNT_UID') || undefined,
    region: cell('REGION') || undefined,
    resource,
    topic: cell('PROVIDER') === 'aws' ? topicOf(rule) : undefined,
    finding: findingOf(cell('STATUS'), /^true$/i.test(cell('MUTED'))),
    ...ratedByWord(cell('SEVERITY')),
    detail: lineOf(cell('STATUS_EXTENDED')),
  });
