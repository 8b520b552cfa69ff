import { Select } from '@mantine/core';
import { slugOf } from '#/core/slug.ts';
import { Text } from '#web/kit/Fields.tsx';

export interface Company {
  readonly name: string;
  /** Null: made from the name. */
  readonly slug: string | null;
  readonly zone: string;
}

export const NO_COMPANY: Company = {
  name: '',
  slug: null,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

const LONGEST = 40;

/** That of this machine may be one by another name, or none that is in the list. */
const ZONES = [...new Set([NO_COMPANY.zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];

export const companyOf = ({ name, slug, zone }: Company) => ({ name, slug: slug ?? slugOf(name, LONGEST), zone });

/** The few things that cannot be changed later without being seen. */
export function NewCompany({ company, set }: { readonly company: Company; readonly set: (company: Company) => void }) {
  return (
    <>
      <Text
        label="Company"
        autoComplete="organization"
        value={company.name}
        set={(name) => set({ ...company, name })}
      />
      <Text
        label="Short name"
        hint="Lowercase letters, digits and dashes. The log is named by it for good."
        value={company.slug ?? slugOf(company.name, LONGEST)}
        set={(slug) => set({ ...company, slug })}
      />
      <Select
        label="Time zone"
        description="Where its days begin and end."
        data={ZONES}
        value={company.zone}
        onChange={(zone) => set({ ...company, zone: zone ?? company.zone })}
        searchable
        allowDeselect={false}
        limit={100}
        nothingFoundMessage="No zone is called like this. They are named by a large city, such as Europe/Berlin."
      />
    </>
  );
}
