import { documentWithId } from '#/features/documents/index.ts';
import { factsToConfirm, isSamePerson } from '#/features/reports/index.ts';
import { type Rule } from '#/features/notifications/notice.ts';

/** What a report says was recorded by one person, and waits for another. */
export const facts: Rule = {
  kind: 'facts',
  needs: ['trust:read', 'trust:write'],
  look: async ({ tx, person }) => {
    const told = [];
    for (const { document, version, recordedBy, received } of await factsToConfirm(tx)) {
      if (isSamePerson(recordedBy, person)) continue; // they cannot confirm their own
      const { definition } = await documentWithId(tx, document);
      if (definition.retired !== null) continue;
      told.push({
        key: `${document} ${version}`,
        title: `The facts of ${definition.title} wait for a second person`,
        says: `${recordedBy} recorded them; compare each with the page that it names`,
        since: received,
        link: { to: `/trust/reports/${document}`, search: {} },
      });
    }
    return told;
  },
};
