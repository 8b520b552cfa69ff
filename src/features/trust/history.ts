import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Publication } from './store.ts';

/** Parts of a content as people call them. */
const PARTS: Readonly<Record<string, string>> = {
  look: 'name and look',
  overview: 'overview',
  controls: 'controls',
  faq: 'questions and answers',
  subprocessors: 'subprocessors',
  slots: 'what is asked most',
  certifications: 'certifications',
  policies: 'policies',
  updates: 'updates',
  contact: 'contact',
  uptime: 'uptime page',
  proof: 'checkpoint',
  mayNameFirm: 'the name of the firm',
  domain: 'domain',
};

/** Who published what and who took it down, newest first, each edition with what it changed. */
export function historyOf(all: readonly Publication[]) {
  let edition = 0;
  let before: Readonly<Record<string, Json>> = {};
  const history = all.map(({ state, says, person, received, position }) => {
    const common = { at: received, person, position };
    if (state === 'withdrawn')
      return {
        what: state,
        edition: null,
        reason: (says as { readonly reason: string }).reason,
        changed: [],
        ...common,
      };
    const content = says as Readonly<Record<string, Json>>;
    const changed = Object.keys(PARTS).flatMap((part) => {
      const isSame = canonicalJson(before[part] ?? null) === canonicalJson(content[part] ?? null);
      return isSame ? [] : [PARTS[part] ?? part];
    });
    edition += 1;
    before = content;
    return { what: state, edition, reason: '', changed: edition === 1 ? [] : changed, ...common };
  });
  return history.toReversed();
}
