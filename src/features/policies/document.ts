import { controlsIn, type Filled, fillPolicy, type PolicyGround } from '#/library/policies/fill.ts';
import { policyTemplate } from '#/library/policies/policies.ts';
import type { Definition } from './standing.ts';

/** A policy as it reads, with what it serves. */
export interface Reading extends Filled {
  /** Markdown: title, owner, text, and the controls and criteria that it serves. */
  readonly document: string;
}

/** The text of a policy as people read it and as it is approved. It names no day, so that it is the same until something it says changes. */
export function readingOf(definition: Definition, version: number, ground: PolicyGround): Reading {
  const filled = fillPolicy(definition.body, ground);
  const served = filled.serves.flatMap((id) => {
    const control = ground.control(id);
    return control === undefined
      ? []
      : [`- ${control.title}${control.criteria.length === 0 ? '' : ` (${control.criteria.join(', ')})`}`];
  });
  const document = [
    `# ${definition.title}`,
    '',
    `${ground.company} · version ${version} · owner: ${definition.owner ?? 'nobody yet'}`,
    '',
    filled.text,
    ...(served.length === 0 ? [] : ['## Controls and criteria that it serves', '', ...served, '']),
  ].join('\n');
  return { ...filled, document };
}

/** Controls whose design the policy shows once it is approved: adopted ones of which its text still speaks. */
export function shownBy({ origin, body }: Definition, ground: PolicyGround): readonly string[] {
  const spoken = new Set(controlsIn(body));
  const shows = origin === null ? [] : (policyTemplate(origin)?.shows ?? []);
  return shows.filter((id) => spoken.has(id) && ground.control(id) !== undefined);
}
