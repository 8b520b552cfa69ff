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

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');

export const companyOf = ({ name, slug, zone }: Company) => ({ name, slug: slug ?? slugOf(name), zone });

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
        value={company.slug ?? slugOf(company.name)}
        set={(slug) => set({ ...company, slug })}
      />
      <Text
        label="Time zone"
        hint="Where its days begin and end, such as Europe/Berlin."
        value={company.zone}
        set={(zone) => set({ ...company, zone })}
      />
    </>
  );
}
