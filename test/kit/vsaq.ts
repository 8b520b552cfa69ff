/**
 * Forty questions of a real questionnaire, and what the trust center of the demo company says to them.
 *
 * Source: VSAQ, Google’s Vendor Security Assessment Questionnaires (github.com/google/vsaq, commit 366d670, Apache
 * License 2.0). Ids are theirs; a question without one is named by the id of its first choice. The words are ours.
 *
 * The rule by which they were chosen, before anybody looked at the page. Take the four questionnaires in the order
 * security_privacy_programs, webapp, infrastructure, physical_and_datacenter, and of each, in its own order, the
 * questions that offer answers (`radiogroup`, `checkgroup`). Leave out the `options` at the top, and what is asked only
 * after an answer whose id ends in `_no` or `_other`, or of `_windows` servers: it does not arise for a vendor that does
 * the thing, hosts with a cloud provider, and runs no Windows. 160 remain (32, 46, 74, 8). The first of them is the
 * first of the forty, and each fourth after it the next.
 */
export interface Asked {
  readonly id: string;
  readonly ask: string;
  /** What stands on the public page, so that an analyst could choose an answer; null: nothing does. */
  readonly answered: RegExp | null;
}

const asked = (id: string, ask: string, answered: RegExp | null): Asked => ({ id, ask, answered });

export const VSAQ: readonly Asked[] = [
  asked('secprog', 'Does the program cover all of the service?', /whole service: every product, system and team/),
  asked(
    'secprog_privacy_policy',
    'Which elements does the program have?',
    /public notice, written policies, assessments by ourselves and by others, risks, people, vendors, incidents and changes/,
  ),
  asked(
    'secprog_intaudits_scope',
    'Do internal assessments cover all of it?',
    /Once a year, and all of them, over every system/,
  ),
  asked(
    'secprog_extaudits_std',
    'Is the audit by others against a standard?',
    /SOC 2 Type II .{0,600}Categories: Security.{0,600}a licensed CPA firm, is engaged/s,
  ),
  asked(
    'secprog_vendorsec_clauses',
    'Do contracts with vendors ask for protection?',
    /agrees in writing to terms on security, confidentiality, privacy/,
  ),
  asked(
    'secprog_incidents_monitoring_ids',
    'How are incidents detected?',
    /Intrusion detection watches the network and the hosts.{0,120}Logs are searched/s,
  ),
  asked('secprog_peopleops_jobdesc', 'Are there written job descriptions?', /Each role has a written job description/),
  asked('secprog_peopleops_train_never', 'How often are people trained?', /Within 30 days of joining, and once a year/),
  asked(
    'application_vm_securitycontact',
    'Can outsiders report weaknesses?',
    /Write to security@larkfield\.example\. We answer within two business days/,
  ),
  asked(
    'application_ssl_configuration_keys',
    'Are private keys of TLS protected?',
    /Private keys of certificates lie there as well, and leave it no more than others/,
  ),
  asked('tip_application_ssl_hsts', 'Is HSTS on, for six months or more?', /\(HSTS\) for a year/),
  asked('application_auth2_library', 'How is sign-in by OAuth2 implemented?', null),
  asked('application_custom_auth_storage_plain', 'How are passwords stored?', /hashes by scrypt, each with a salt/),
  asked('application_auth_cookies_httponly', 'Are cookies of sessions HttpOnly?', /HttpOnly and Secure/),
  asked(
    'application_auth_cookies_invalidation',
    'Does signing out end the session?',
    /signing out ends the session on our side, too/,
  ),
  asked(
    'application_authz_xsrf_token',
    'What protects against forged requests?',
    /token that is bound to the user’s session and expires/,
  ),
  asked(
    'application_xss_templating',
    'What protects against cross-site scripting?',
    /templates that escape what users typed/,
  ),
  asked('application_sqli_orm', 'What protects against SQL injection?', /only by prepared statements/),
  asked('application_upload_type_extension', 'How are types of uploaded files enforced?', null),
  asked(
    'application_testing_qa_security',
    'Is security a part of tests of releases?',
    /Tests of permissions and of known kinds of attack are among them, and engineers are trained/,
  ),
  asked('network_dmz', 'Are exposed systems in a zone of their own?', /in a zone of their own \(DMZ\)/),
  asked(
    'network_monitoring_availability',
    'Is the availability of the network monitored?',
    /connections between zones.{0,80}wake the engineer on call/s,
  ),
  asked('network_wifi', 'Does Wi-Fi lead to private systems?', /Wi-Fi leads to the internet and to nothing of ours/),
  asked(
    'network_vpn_noncorp_yes',
    'Can devices of others connect from afar?',
    /certificate that only managed devices have, so private ones cannot connect/,
  ),
  asked(
    'servers_hardening_requirements',
    'What do standards for servers cover?',
    /services that are not needed, default accounts, permissions, logging, remote access, host firewalls and backups/,
  ),
  asked('servers_configmgmt_audit', 'Is configuration audited?', /compared with the standard every day/),
  asked('servers_patching_tests', 'Are patches tested first?', /Patches are tried on a staging system first/),
  asked('servers_admin_windows', 'Which operating systems do servers run?', null),
  asked(
    'servers_admin_auditing',
    'Is what administrators do audited?',
    /What administrators did is looked at each month/,
  ),
  asked(
    'servers_backup_media_offsite',
    'Are backups kept at another site?',
    /encrypted, in another region, on no removable media/,
  ),
  asked('email_security_spf_policy', 'What protects against forged e-mail?', /SPF, DKIM and DMARC/),
  asked(
    'servers_outsourced_audits',
    'Are outsourcing providers audited?',
    /we do not audit it ourselves: every year we read its assurance report/,
  ),
  asked('clients_standardbuild_audit', 'Are standard builds of clients audited?', null),
  asked('clients_av', 'Are clients protected from malware?', /endpoint detection against malware/),
  asked(
    'clients_admin_restricted',
    'Are users administrators of their laptops?',
    /People work without administrator rights/,
  ),
  asked(
    'clients_mobile_phones',
    'Do unencrypted phones reach confidential data?',
    /Phones reach mail and documents only when they are encrypted and managed/,
  ),
  asked('testing_pentests_manual', 'Are penetration tests done by hand, too?', /by hand and with tools/),
  asked('testing_scans_monthly', 'How often are vulnerability scans run?', /Infrastructure weekly/),
  asked(
    'office_facilities_excl',
    'Are offices shared with others?',
    /We share the building with other companies, but not our floor/,
  ),
  asked('office_acclogs', 'Are entry logs kept for six months?', /Entries are logged and kept for twelve months/),
];
