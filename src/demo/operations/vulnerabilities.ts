import { DAY, MINUTE } from '#/core/time/instant.ts';
import { type Company, isoOf } from '#/demo/company.ts';
import type { FileSource, MakeSection } from '#/demo/section.ts';
import { alertsOf } from './github-alerts.ts';
import { jsonOf } from './bytes.ts';
import { Plants, sized } from './export.ts';
import { pentestOf } from './pentest.ts';
import { idOf, mended, mondaysOf, NONE, seenIn, STAYS, type Severity, type Weakness } from './weaknesses.ts';

const FIXED = 'vulnerabilities.fixed-in-time';
const BY = 'security lead';

const IMAGE = 'registry.larkfield.example/api';
const TRIVY = 'trivy-api';

const planted = (name: string, severity: Severity, [from, until]: readonly [number, number]): Weakness => ({
  name,
  part: 'openssl',
  severity,
  from,
  until,
  marks: NONE,
});

/** Scans of the second month, or the first, of which the window has nothing, and of the fourth. */
const BEFORE_WINDOW = [3, 7] as const;
const LONG_BEFORE = [1, 6] as const;

/** The image of the API, scanned every second Monday. Limits: 30 days for critical and high, 60 for medium, 90 for low. */
function trivyOf(company: Company, plants: Plants): FileSource {
  const random = company.random(TRIVY);
  const scans = mondaysOf(company);
  const regular = mended(random, {
    count: sized(company, 90),
    scans: scans.length,
    patience: { critical: 2, high: 2, medium: 4, low: 6 },
  });
  const last = scans.length - 1;
  const late = planted('CVE-1999-20001', 'high', [6, 10]);
  const stays = planted('CVE-1999-20002', 'critical', [last - 5, STAYS]);
  const around = planted('CVE-1999-20003', 'critical', [12, 15]);
  const unrated: Weakness = { ...planted('CVE-1999-20004', 'low', [15, 19]), marks: new Set(['unrated']) };
  const slow = planted('CVE-1999-20005', 'low', [10, 16]);
  const fresh = planted('CVE-1999-20006', 'medium', [last - 3, STAYS]);
  const before = planted('CVE-1999-20007', 'critical', BEFORE_WINDOW);
  const overdue = planted('CVE-1999-20008', 'critical', LONG_BEFORE);
  const id = (weakness: Weakness): string => idOf(IMAGE, 'trivy', weakness.part, weakness.name);
  plants.deviation(FIXED, id(late), 'A high one that was gone after eight weeks.');
  plants.deviation(FIXED, id(before), 'A critical one of before the window, gone after eight weeks.');
  plants.apart('open-before-window', id(before), 'in time when the window began, overdue in its second week');
  plants.deviation(FIXED, id(overdue), 'A critical one of long before the window, gone after ten weeks.');
  plants.apart('open-before-window', id(overdue), 'overdue before the first day, and still there on it');
  plants.deviation(FIXED, id(stays), 'A critical one that is still there after eight weeks.');
  plants.unknown(FIXED, id(around), 'Gone between two scans that lie around the thirtieth day.');
  plants.unknown(FIXED, id(unrated), 'Trivy does not know how severe it is, and it took eight weeks.');
  plants.trap(FIXED, id(slow), 'pass', 'A low one that took twelve weeks.');
  plants.trap(FIXED, id(fresh), 'pending', 'A medium one that is there since a month.');
  const all = [...regular, before, overdue, late, stays, around, unrated, slow, fresh];
  return {
    id: TRIVY,
    file: 'trivy-api.json',
    collector: 'scan',
    settings: { asset: IMAGE, declaredBy: BY },
    deliveries: scans.map((at, scan) => ({
      at,
      bytes: () => jsonOf(trivyReport(seenIn(all, scan), isoOf(at - 5 * MINUTE), scan)),
    })),
  };
}

const trivyReport = (seen: readonly Weakness[], made: string, scan: number) => ({
  SchemaVersion: 2,
  CreatedAt: made,
  ArtifactName: `${IMAGE}:${scan + 1}`,
  ArtifactType: 'container_image',
  Metadata: { OS: { Family: 'alpine', Name: '3.22.1' } },
  Results: [
    {
      Target: `${IMAGE}:${scan + 1} (alpine 3.22.1)`,
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: seen.map(({ name, part, severity, marks }) => ({
        VulnerabilityID: name,
        PkgName: part,
        InstalledVersion: '1.2.3-r0',
        FixedVersion: '1.2.4-r0',
        Status: 'fixed',
        SeveritySource: 'nvd',
        PrimaryURL: `https://avd.aquasec.com/nvd/${name.toLowerCase()}`,
        Title: `${part}: reads beyond its input`,
        Severity: marks.has('unrated') ? 'UNKNOWN' : severity.toUpperCase(),
      })),
    },
  ],
});

const CODE = 'https://github.com/larkfield/api';
const CODEQL = 'codeql-api';
const inFile = (part: string, severity: Severity, scans: readonly [number, number]): Weakness => ({
  ...planted('js/sql-injection', severity, scans),
  part,
});
const codeId = ({ part, name }: Weakness): string => idOf(CODE, 'CodeQL', part, name);
const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** The code of the API, analyzed at each look: what is medium is gone at the next, what is low at the one after. */
function codeqlOf(company: Company, plants: Plants): FileSource {
  const random = company.random(CODEQL);
  const regular = mended(random, {
    count: sized(company, 24),
    scans: company.looks.length,
    patience: { critical: 1, high: 1, medium: 1, low: 2 },
  }).map(
    (each): Weakness => ({
      ...each,
      severity: each.severity === 'low' ? 'low' : 'medium',
      name: `js/${each.part}-input`,
      part: `src/${each.part}/${each.name}.ts`,
    }),
  );
  const late = inFile('src/reports/query.ts', 'medium', [4, 9]);
  const hidden: Weakness = { ...inFile('src/import/parse.ts', 'medium', [6, STAYS]), marks: new Set(['suppressed']) };
  plants.deviation(FIXED, codeId(late), 'A warning that stood in the code for five months.');
  plants.unknown(FIXED, codeId(hidden), 'Suppressed in the code, and nobody knows by whom and when.');
  const all = [...regular, late, hidden];
  return {
    id: CODEQL,
    file: 'codeql-api.sarif',
    collector: 'scan',
    settings: { declaredBy: BY },
    deliveries: company.looks.map((at, look) => ({
      at: at + MINUTE,
      bytes: () => jsonOf(sarifReport(seenIn(all, look), isoOf(at - 10 * MINUTE))),
    })),
  };
}

const sarifReport = (seen: readonly Weakness[], ended: string) => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'CodeQL',
          rules: [
            { id: 'js/sql-injection', shortDescription: { text: 'Database query built from user-controlled sources' } },
          ],
        },
      },
      invocations: [{ executionSuccessful: true, endTimeUtc: ended }],
      versionControlProvenance: [{ repositoryUri: CODE, branch: 'main' }],
      results: seen.map(({ name, part, severity, marks }) => ({
        ruleId: name,
        level: LEVELS[severity],
        message: { text: 'This input is used without being looked at.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: part }, region: { startLine: 12 } } }],
        ...(marks.has('suppressed') ? { suppressions: [{ kind: 'inSource', status: 'accepted' }] } : {}),
      })),
    },
  ],
});

const AGENT = 'larkfield/agent';
const BOM = 'cyclonedx-agent';

/** The bill of materials of what customers install, with what is known of its parts. */
function bomOf(company: Company, plants: Plants): FileSource {
  const random = company.random(BOM);
  const regular = mended(random, {
    count: sized(company, 10),
    scans: company.looks.length,
    patience: { critical: 1, high: 1, medium: 1, low: 2 },
  }).map((each): Weakness => ({ ...each, severity: each.severity === 'low' ? 'low' : 'medium' }));
  const unaffected: Weakness = { ...planted('CVE-1999-30001', 'high', [3, STAYS]), marks: new Set(['suppressed']) };
  plants.unknown(
    FIXED,
    idOf(AGENT, 'cyclonedx', 'pkg:generic/openssl', unaffected.name),
    'Said not to affect the product; by whom and when is not said.',
  );
  const all = [...regular, unaffected];
  return {
    id: BOM,
    file: 'agent.cdx.json',
    collector: 'scan',
    settings: { declaredBy: BY },
    deliveries: company.looks.map((at, look) => ({
      at: at + 2 * MINUTE,
      bytes: () => jsonOf(bomReport(seenIn(all, look), isoOf(at - 15 * MINUTE))),
    })),
  };
}

const purlOf = (part: string): string => `pkg:generic/${part}@1.2.3`;

const bomReport = (seen: readonly Weakness[], timestamp: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { timestamp, component: { type: 'application', group: 'larkfield', name: 'agent', version: '4.2.0' } },
  components: [...new Set(seen.map(({ part }) => part))].map((part) => ({
    type: 'library',
    'bom-ref': purlOf(part),
    name: part,
    version: '1.2.3',
    purl: purlOf(part),
  })),
  vulnerabilities: seen.map(({ name, part, severity, marks }) => ({
    id: name,
    source: { name: 'NVD' },
    ratings: [{ severity, method: 'CVSSv31' }],
    description: `${part} reads beyond its input`,
    analysis: { state: marks.has('suppressed') ? 'not_affected' : 'exploitable' },
    affects: [{ ref: purlOf(part) }],
  })),
});

const NPM = 'npm-audit-widget';

/** One look at a package that joined in the last week; npm does not say when it looked. */
function npmOf(company: Company, plants: Plants): FileSource {
  const at = company.end + DAY / 4;
  const via = {
    source: 1_097_676,
    name: 'semver',
    title: 'semver takes long for some ranges',
    url: 'https://github.com/advisories/GHSA-demo-2222-3333',
    severity: 'high',
    range: '<7.5.2',
  };
  const vulnerabilities = {
    semver: {
      name: 'semver',
      severity: 'high',
      isDirect: false,
      via: [via],
      effects: ['widget-tools'],
      range: '<7.5.2',
      nodes: ['node_modules/semver'],
      fixAvailable: true,
    },
    'widget-tools': {
      name: 'widget-tools',
      severity: 'high',
      isDirect: true,
      via: ['semver'],
      effects: [],
      range: '*',
      nodes: ['node_modules/widget-tools'],
      fixAvailable: true,
    },
  };
  plants.trap(
    FIXED,
    idOf('larkfield/widget', 'npm-audit', 'semver', 'GHSA-demo-2222-3333'),
    'pending',
    'Found on the day of the first look at its package.',
  );
  const report = {
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 0, total: 2 } },
  };
  return {
    id: NPM,
    file: 'npm-audit-widget.json',
    collector: 'scan',
    settings: { asset: 'larkfield/widget', scannedAt: isoOf(at - 30 * MINUTE), declaredBy: BY },
    deliveries: [{ at, bytes: () => jsonOf(report) }],
  };
}

/** What scanners and people found in images, code, packages and the running product. */
export const vulnerabilities: MakeSection = (company) => {
  const made = [
    [TRIVY, trivyOf],
    [CODEQL, codeqlOf],
    [BOM, bomOf],
    [NPM, npmOf],
    ['dependabot-alerts', alertsOf],
    ['pentest-findings', pentestOf],
  ] as const;
  const all = made.map(([id, make]) => {
    const plants = new Plants(id);
    return { source: make(company, plants), plants };
  });
  return {
    name: 'vulnerabilities',
    sources: all.map(({ source }) => source),
    planted: all.flatMap(({ plants }) => plants.all),
    apart: all.flatMap(({ plants }) => plants.standing),
    gaps: [
      {
        control: 'vulnerability-scanning',
        shows: `vulnerability from ${NPM}: no reading accounts for this time`,
        because: 'two of its reports were exported once, at the end, and tell nothing of the months before',
      },
    ],
  };
};
