import { awsCredentialReport } from './aws-credential-report.ts';
import { bamboohrEmployees } from './bamboohr-employees.ts';
import { googleWorkspaceUsers } from './google-workspace-users.ts';
import { jiraIssues } from './jira-issues.ts';
import { oktaUsers } from './okta-users.ts';
import type { Preset } from './preset.ts';

export type { Preset } from './preset.ts';

/** The exports that are known without a mapping of one's own, by id. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  [bamboohrEmployees, oktaUsers, googleWorkspaceUsers, awsCredentialReport, jiraIssues].map((preset) => [
    preset.id,
    preset,
  ]),
);
