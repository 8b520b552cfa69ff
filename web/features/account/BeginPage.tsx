import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isSlug } from '#/core/slug.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { api } from '#web/shell/api.ts';
import { rememberOrganization } from '#web/shell/organization.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';
import { type Company, companyOf, NewCompany, NO_COMPANY } from './NewCompany.tsx';

/** Whoever owns a programme, such as that of the demo company, begins another beside it. */
export function BeginPage() {
  const [company, setCompany] = useState<Company>(NO_COMPANY);
  const making = useMutation({
    mutationFn: () => api.account.addOrganization(companyOf(company)),
    onSuccess: ({ slug }) => {
      rememberOrganization(slug);
      enter(`/?organization=${encodeURIComponent(slug)}`); // by its address, whatever else the person is in
    },
  });
  const { slug } = companyOf(company);
  const judge = () => api.account.judged(isSlug(slug) ? { slug } : {});
  return (
    <Door
      title="Start your own programme"
      lead="Empty, with a ledger of its own, in which all that happens is sealed. What you are in already stays beside it."
      after={<Link to="/">Not now</Link>}
    >
      <DoorForm atOnce acting={making} judge={judge}>
        <NewCompany company={company} set={setCompany} />
        {making.isError && <Problem error={making.error} />}
        <Button type="submit" loading={making.isPending}>
          Start the programme
        </Button>
      </DoorForm>
    </Door>
  );
}
