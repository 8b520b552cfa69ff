import type { OwnerFunction } from '#/core/controls.ts';

/**
 * A policy as a company begins with it: Markdown with places. `{company}`, `{products}` and the name of a function, such
 * as `{security}`, are filled from the organization and its scope; `{control.limit}` is the limit by which the checks of
 * that control judge, and `{control.frequency}` how often it is performed. A line that begins with `[control]` stands only
 * where that control is adopted, so that a policy promises nothing that the company does not do; one that begins with
 * `[where one engineer]` or `[where small company]`, unless the company said that it is another size.
 */
export interface PolicyTemplate {
  readonly id: string;
  readonly title: string;
  /** In a sentence, for whoever chooses it. */
  readonly purpose: string;
  readonly ownerFunction: OwnerFunction;
  /** Controls whose design the policy itself is: the library names a policy, a plan or a procedure as what shows it. */
  readonly shows: readonly string[];
  readonly body: string;
}

export const definePolicy = (template: PolicyTemplate): PolicyTemplate => ({ ...template, body: template.body.trim() });
