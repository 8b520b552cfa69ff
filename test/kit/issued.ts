/** The words of an issued report, page by page, as firms print them; `says` begins the sentence of the opinion. */
export const issuedPages = (says = 'In our opinion, in all material respects,'): readonly string[] => [
  `SOC 2 Type 2 Report\nAcme, Inc.\nIndependent Service Auditor's Report\nJanuary 1, 2025 to December 31, 2025`,
  `Table of Contents
Section I: Independent Service Auditor's Report ..... 1
Section II: Management's Assertion ..... 2
Section III: Acme's Description of Its Ledger System ..... 3
Section IV: Trust Services Criteria, Related Controls, and Tests of Controls ..... 5`,
  `SECTION I
INDEPENDENT SERVICE AUDITOR'S REPORT
To: Acme, Inc.
We have examined Acme, Inc.'s accompanying description of its Acme Ledger system throughout the period
January 1, 2025 to December 31, 2025, based on the trust services criteria relevant to security and availability.
Acme uses a subservice organization, Nimbus Cloud, to host its system.
Opinion
${says}
a. the description presents the system that was there throughout the period
January 1, 2025 to December 31, 2025.
Restricted Use
This report is intended solely for those who have sufficient knowledge and understanding.
Quimby & Partners LLP
Portland, Oregon
February 10, 2026`,
  `SECTION II\nMANAGEMENT'S ASSERTION\nWe have prepared the accompanying description of the Acme Ledger system.`,
  `SECTION III\nACME'S DESCRIPTION OF ITS LEDGER SYSTEM\nAcme Ledger keeps the books of companies of every size.`,
  `Complementary User Entity Controls\n1. Customers remove the accounts of their own people who leave.`,
  `SECTION IV
TRUST SERVICES CRITERIA, RELATED CONTROLS, AND TESTS OF CONTROLS
CC6.2 Access of people who leave is removed. Inspected a sample of 25 leavers.
Exception noted. For 2 of 25 leavers access was removed late.`,
];
