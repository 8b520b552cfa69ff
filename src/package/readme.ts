/** What somebody reads first who opens a package with any archive tool. It is prescribed, so that no package says of itself what it is not. */
export const README = `This is a package of Attestry: the records of a company's controls over a window, with the log that
sealed them. Everything in it can be verified without the company, its server or a network.

  manifest.json      what is in it; sealed by the last entry of the log
  log/               the log (RFC 6962, C2SP tlog-tiles): checkpoint, tiles, entries, payloads
  segments/          all records, in columns, by the digest that the log seals
  artifacts/         the bytes from which the records of the window were read, by their SHA-256
  outcomes/          what each check said of every item
  status.json        management's view of each control; not an opinion

Views of the log: its entries of some kinds, as they lie, in their order.

  engagement.json    the examination: its window, categories and boundary
  controls.json      every version of every control, and from when it is in force
  sources.json       where records came from, and each reading
  populations.json   the segments of records
  coverage.json      what each reading accounts for, with the source's own count
  artifacts.json     what was received, with its name, its source and its grade
  evidence.json      what people attached to controls
  runs.json          the last run of each check, with its rule, its limits and what it counted
  decisions.json     items that people excluded, checks they turned off, names they declared, calendars
  erasures.json      what was destroyed, why, and on what legal basis
  outside/           what outsiders said of the log

The verifier is not in here, for a package cannot vouch for itself. Take it from the project:

  attestry package verify FILE --key KEY     with the key that you have from the company by another way
  attestry package reperform FILE            runs every check again on these records, and compares

What verification shows: that nothing here was changed since it was received. It does not show that it is true.
`;
