import { slugOf } from '#/core/slug.ts';
import { Text } from '#web/kit/Fields.tsx';
import { notSlug } from '#web/kit/not-slug.ts';
import { Zone } from '#web/kit/Zone.tsx';
import { ZONE_HERE } from '#web/kit/zones.ts';

export interface Company {
  readonly name: string;
  /** Null: made from the name. */
  readonly slug: string | null;
  readonly zone: string;
}

export const NO_COMPANY: Company = {
  name: '',
  slug: null,
  zone: ZONE_HERE,
};

const LONGEST = 40;

export const companyOf = ({ name, slug, zone }: Company) => ({ name, slug: slug ?? slugOf(name, LONGEST), zone });

/** The few things that cannot be changed later without being seen. */
export function NewCompany({ company, set }: { readonly company: Company; readonly set: (company: Company) => void }) {
  const { slug } = companyOf(company);
  return (
    <>
      <Text
        label="Company"
        name="name"
        autoComplete="organization"
        value={company.name}
        set={(name) => set({ ...company, name })}
      />
      <Text
        label="Short name"
        name="slug"
        hint="Lowercase letters, digits and dashes. It stays for good: the ledger, in which all that happens is sealed, is named by it."
        value={slug}
        set={(slug) => set({ ...company, slug })}
        {...notSlug(slug)}
      />
      <Zone
        value={company.zone}
        set={(zone) => set({ ...company, zone })}
        about="It cannot be changed later: the days of records and examinations begin and end in it, and are sealed so."
      />
    </>
  );
}
