/** What must be told before an offer can be compared, and where it is found. */
export function openOf({
  licence,
  licenceLookup,
  peerReviewed,
  feeLow,
  start,
}: {
  readonly licence: string;
  readonly licenceLookup: string;
  readonly peerReviewed: string | null;
  readonly feeLow: number | null;
  readonly start: string | null;
}): readonly string[] {
  return [
    ...(licence === '' ? ['the license: only a licensed CPA firm may issue the report'] : []),
    ...(licence !== '' && licenceLookup === '' ? ['where the license can be looked up'] : []),
    ...(peerReviewed === null ? ['the date of the latest peer review'] : []),
    ...(feeLow === null ? ['the fee'] : []),
    ...(start === null ? ['when they could begin'] : []),
  ];
}
