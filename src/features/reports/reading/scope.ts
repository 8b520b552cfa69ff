import type { Flow } from './lines.ts';
import { type Proposal, proposal } from './proposals.ts';

const CATEGORY = '(?:security|availability|processing integrity|confidentiality|privacy)';
const CATEGORIES = new RegExp(
  `\\b(?:relevant to|categor(?:y|ies) (?:of|for)|principles? (?:of|for)|in[- ]scope:?|for the) (?:the )?(?:trust services (?:criteria|categories|principles)(?: of| for|:)? )?(${CATEGORY}(?:(?:[,;/&]|\\band\\b|\\bor\\b|\\s|\\bthe\\b)+${CATEGORY})*)\\b`,
  'gi',
);
/** The name of the criteria themselves names every category. */
const NAME_OF_ALL = /\btrust services (?:criteria|principles)(?: and criteria)? for $/i;
const NAMES: Readonly<Record<string, string>> = { 'processing integrity': 'processing-integrity' };

/** The categories that the auditor names as what the criteria are relevant to. */
export function categoriesIn(auditor: Flow, whole: Flow): Proposal | null {
  for (const flow of [auditor, whole])
    for (const found of flow.text.matchAll(CATEGORIES)) {
      const start = found.index + found[0].length - (found[1] ?? '').length;
      if (NAME_OF_ALL.test(flow.text.slice(0, start))) continue;
      const named = [...(found[1] ?? '').matchAll(new RegExp(CATEGORY, 'gi'))].map(([name]) => name.toLowerCase());
      const list = [...new Set(named.map((name) => NAMES[name] ?? name))];
      return proposal(
        flow,
        { index: found.index, length: found[0].length },
        { 'categories.list': list },
        'categories.page',
      );
    }
  return null;
}

const SYSTEM = /\bdescription of (?:its|the|[\p{Lu}][^.;]{0,60}?['’]s?) ([\p{Lu}“"][^.;()]{1,80}? [Ss]ystem)\b/u;
const MOST_WORDS = 12;

/** How the report names the system; null where it only says that it is one. */
export function systemIn(auditor: Flow): Proposal | null {
  const found = SYSTEM.exec(auditor.text);
  const name = (found?.[1] ?? '').replaceAll(/[“”"]/g, '').trim();
  if (found === null || name.split(' ').length > MOST_WORDS || /^(?:service organization|system)\b/i.test(name))
    return null;
  return proposal(auditor, { index: found.index, length: found[0].length }, { 'system.name': name }, 'system.page');
}
