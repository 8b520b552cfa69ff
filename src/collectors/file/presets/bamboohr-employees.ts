import { z } from 'zod';
import { ZoneName } from './parameters.ts';
import { definePreset } from './preset.ts';

const UNKNOWN = { unknown: true } as const;
const NO_DATE = ['', '0000-00-00']; // the second is what BambooHR's API writes for "none"

/**
 * Who left is told by the termination date. A person who is inactive and has none is not "still here": the source does
 * not say when they left.
 */
export const bamboohrEmployees = definePreset({
  id: 'bamboohr-employees',
  title: 'BambooHR employees',
  doc: 'Reports, New report, with the columns below, former employees included; exported as CSV or Excel. How dates are written follows the account settings.',
  populations: ['person'],
  recognizedBy: ['Employee #', 'Hire Date', 'First Name', 'Last Name'],
  parameters: z.strictObject({
    zone: ZoneName,
    /** As the account writes dates; there is no telling 03/04 from 04/03 otherwise. */
    dateFormat: z.string(),
  }),
  mapping: ({ zone, dateFormat: format }) => ({
    population: 'person',
    fields: {
      employee: { column: 'Employee #' },
      name: { columns: ['First Name', 'Last Name'], join: ' ' },
      email: { column: 'Work Email' },
      kind: {
        column: 'Employment Status',
        values: {
          'Full-Time': 'employee',
          'Part-Time': 'employee',
          Intern: 'employee',
          Contractor: 'contractor',
          '*': UNKNOWN,
        },
      },
      department: { column: 'Department' },
      title: { column: 'Job Title' },
      startedOn: { column: 'Hire Date', dates: { format, zone } },
      endedOn: {
        cases: [
          {
            when: { column: 'Termination Date', notIn: NO_DATE },
            make: { column: 'Termination Date', dates: { format, zone } },
          },
          { when: { column: 'Status', in: ['Active'] }, make: { constant: null } },
        ],
      },
      departure: {
        cases: [
          {
            when: { column: 'Termination Date', notIn: NO_DATE },
            make: {
              column: 'Termination Type',
              values: {
                Voluntary: 'voluntary',
                'Resignation (Voluntary)': 'voluntary',
                Involuntary: 'involuntary',
                'Termination (Involuntary)': 'involuntary',
                '*': UNKNOWN,
              },
            },
          },
          { when: { column: 'Status', in: ['Active'] }, make: { constant: null } },
        ],
      },
    },
  }),
});
