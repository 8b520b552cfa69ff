import type { Company, Person } from '#/demo/company.ts';
import type { Cast } from '#/demo/people/cast.ts';

/** The number of the company's AWS account. */
export const AWS = '419876543210';
export const AWS_SYSTEM = `aws:${AWS}`;

/** Who can administer which system, and by whom that was approved. */
export interface Admin {
  readonly person: Person;
  readonly system: string;
  readonly approvers: readonly Person[];
}

/** Administrators whose rights were granted on record. */
export function adminsOf(
  { people }: Company,
  { technology, security, operations, selfApproved }: Cast,
): readonly Admin[] {
  const chief = people.find(({ employee }) => employee === '1001') ?? technology;
  return [
    { person: technology, system: 'okta', approvers: [technology, chief] },
    { person: security, system: 'okta', approvers: [technology] },
    { person: selfApproved, system: 'okta', approvers: [selfApproved] },
    { person: technology, system: 'github', approvers: [chief] },
    { person: technology, system: AWS_SYSTEM, approvers: [chief] },
    { person: operations, system: AWS_SYSTEM, approvers: [technology] },
  ];
}
