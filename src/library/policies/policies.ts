import { acceptableUse } from './acceptable-use.ts';
import { accessControl } from './access-control.ts';
import { businessContinuity } from './business-continuity.ts';
import { changeManagement } from './change-management.ts';
import { codeOfConduct } from './code-of-conduct.ts';
import { dataClassification } from './data-classification.ts';
import { incidentResponse } from './incident-response.ts';
import { informationSecurity } from './information-security.ts';
import type { PolicyTemplate } from './policy.ts';
import { secureDevelopment } from './secure-development.ts';
import { vendorManagement } from './vendor-management.ts';

/** In the order in which a company would write them. */
export const POLICIES: readonly PolicyTemplate[] = [
  informationSecurity,
  accessControl,
  changeManagement,
  incidentResponse,
  vendorManagement,
  businessContinuity,
  dataClassification,
  acceptableUse,
  codeOfConduct,
  secureDevelopment,
];

export const policyTemplate = (id: string): PolicyTemplate | undefined => POLICIES.find((each) => each.id === id);
