/**
 * Every page of the console, as the journeys open it; what stands behind a colon is found on the way. A test holds the list
 * against the routes, so that none is added that nobody looks at in light and dark, and by keyboard.
 */
export const PAGES: readonly string[] =
  '/ /assessment /scope /scope/auditor /controls /controls?view=matrix /controls?view=apart /controls?view=retired /controls/library /controls/change-peer-review /checks /checks/changes.approved-by-another /checks?series=CC8&week=2026-01-01 /sources /sources/add /sources/code /evidence /evidence/change /evidence/change/:key /artifacts/:artifact /work /notifications /people /policies /policies/access-control /trust /trust/readers /trust/audience /ledger /ledger/3 /ledger/packages /settings /settings?part=organization /settings?part=single-sign-on /settings?part=keys /settings?part=webhooks /settings?part=mail /settings?part=jobs /settings?part=actions /settings?part=nothing /sources/code?run=nope /nowhere'.split(
    ' ',
  );

/** What there is to open before anything was answered, adopted or read, and says in no alert that nothing is there. */
export const FRESH: readonly string[] = PAGES.filter(
  (address) =>
    !/\d|:|part=|\/trust|\/(controls|checks|policies|sources|evidence)\/(?!library|add)|nowhere/.test(address),
);

/** The steps before one is in the console, as a stranger finds them. */
export const DOORS: readonly string[] = [
  '/setup',
  '/sign-in',
  '/begin',
  '/company',
  '/join',
  '/forgotten',
  '/new-password',
];

/** Routes that need more than one company's journey has, and the test that looks at them. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  '/trust/reports/$document': 'reading.test.ts',
};
