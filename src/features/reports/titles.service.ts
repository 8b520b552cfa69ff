import type { Tx } from '#/platform/db/database.ts';
import { factsInForce, reportDocuments } from './reports.service.ts';

/** How a report is called in public until a second person confirmed what it says. */
const UNCONFIRMED_TITLE = 'A document whose contents are not confirmed yet';

/** What a document is called in public: a title is typed, and of a report it claims something before its facts are confirmed. */
export async function titlesShown(
  tx: Tx,
): Promise<(document: { readonly id: string; readonly title: string }) => string> {
  const unconfirmed = new Set(
    (await reportDocuments(tx)).filter((each) => factsInForce(each) === null).map(({ version }) => version.id),
  );
  return ({ id, title }) => (unconfirmed.has(id) ? UNCONFIRMED_TITLE : title);
}
